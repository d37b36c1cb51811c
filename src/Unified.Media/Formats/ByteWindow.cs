namespace Unified.Media;

/// <summary>
/// A buffered part of the content, for parsers that jump between offsets. Call <see cref="EnsureAsync"/> for the bytes of a structure, then read
/// them as a span, which is valid until the next <see cref="EnsureAsync"/>. Bytes that are already buffered cost one comparison. The first read
/// is small; the read-ahead grows during sequential access. Each <see cref="SeekableContent"/> has at most one open window. Disposing returns the
/// pooled buffer.
/// </summary>
internal readonly struct ByteWindow : IDisposable
{
    /// <summary>The maximum number of bytes that a header inspection reads.</summary>
    public const int MaxHeaderBytes = 256 * 1024;

    private readonly SeekableContent _content;
    private readonly long _maxBytesRead;
    private readonly int _minReadAhead;
    private readonly int _maxReadAhead;

    private ByteWindow(SeekableContent content, MediaFormat format, int capacity, int minReadAhead, int maxReadAhead, long budget)
    {
        _content = content;
        Format = format;
        Capacity = capacity;
        _minReadAhead = minReadAhead;
        _maxReadAhead = maxReadAhead;
        _maxBytesRead = budget == long.MaxValue ? budget : content.BytesRead + budget;
        content.OpenWindow(capacity);
    }

    /// <summary>The format that is named in exceptions.</summary>
    public MediaFormat Format { get; }

    /// <summary>The length of the content, not of the window.</summary>
    public long Length => _content.Length;

    /// <summary>The maximum number of bytes per call of <see cref="EnsureAsync"/>.</summary>
    public int Capacity { get; }

    /// <summary>Creates a window for a header. It reads at most <see cref="MaxHeaderBytes"/> bytes in small steps.</summary>
    public static ByteWindow ForHeader(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 64 * 1024, minReadAhead: 1024, maxReadAhead: 4 * 1024, MaxHeaderBytes);

    /// <summary>Creates a window for a scan of the whole content. It reads up to 256 KiB at a time, without a limit.</summary>
    public static ByteWindow ForContent(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 256 * 1024, minReadAhead: 4 * 1024, maxReadAhead: 256 * 1024, long.MaxValue);

    public bool IsBuffered(long offset, int count) => _content.IsBuffered(offset, count);

    /// <summary>Returns bytes that the last <see cref="EnsureAsync"/> covers.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count) => _content.WindowFrom(offset)[..count];

    /// <summary>Returns all buffered bytes from <paramref name="offset"/> on, including those that were read ahead.</summary>
    public ReadOnlySpan<byte> ReadFrom(long offset) => _content.WindowFrom(offset);

    /// <summary>
    /// Buffers <paramref name="count"/> bytes at <paramref name="offset"/>. Throws <c>truncated</c> when the content ends earlier, and
    /// <c>malformed</c> when a header is longer than <see cref="MaxHeaderBytes"/>.
    /// </summary>
    public ValueTask EnsureAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.IsBuffered(offset, count) ? ValueTask.CompletedTask : FetchAsync(offset, count, cancellationToken);

    /// <summary>Buffers bytes like <see cref="EnsureAsync"/>, but returns false instead of throwing.</summary>
    public ValueTask<bool> TryEnsureAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.IsBuffered(offset, count) ? ValueTask.FromResult(true) : TryFetchAsync(offset, count, cancellationToken);

    /// <summary>Returns true when the content from <paramref name="start"/> to <paramref name="end"/> equals the expected bytes.</summary>
    public async ValueTask<bool> EqualsAsync(long start, long end, ReadOnlyMemory<byte> expected, CancellationToken cancellationToken)
    {
        if (end - start != expected.Length)
        {
            return false;
        }

        await EnsureAsync(start, expected.Length, cancellationToken).ConfigureAwait(false);
        return Read(start, expected.Length).SequenceEqual(expected.Span);
    }

    public MediaFormatException Truncated() => MediaFormatException.Truncated(Format);

    public MediaFormatException Malformed(string reason) => MediaFormatException.Malformed(Format, reason);

    public void Dispose() => _content.CloseWindow();

    private async ValueTask FetchAsync(long offset, int count, CancellationToken cancellationToken)
    {
        if (!await TryFetchAsync(offset, count, cancellationToken).ConfigureAwait(false))
        {
            throw IsInside(offset, count) && _maxBytesRead - _content.BytesRead < count ? Malformed("its header is too long") : Truncated();
        }
    }

    private ValueTask<bool> TryFetchAsync(long offset, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        if (!IsInside(offset, count))
        {
            return ValueTask.FromResult(false);
        }

        var maxBytes = _maxBytesRead - _content.BytesRead;
        return _content.MoveWindowAsync(offset, count, _minReadAhead, _maxReadAhead, maxBytes, cancellationToken);
    }

    private bool IsInside(long offset, int count) => offset <= Length && count <= Length - offset;
}
