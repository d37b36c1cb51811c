namespace Unified.Media;

/// <summary>
/// A part of the content in memory, for parsers that jump between offsets. A parser calls <see cref="EnsureLoadedAsync"/> for the bytes of a
/// structure and then <see cref="Read"/>. The returned span is valid until the next <see cref="EnsureLoadedAsync"/>. Bytes that are already loaded
/// cost one comparison. The first read is small; the read-ahead grows during sequential access. Each <see cref="SeekableContent"/> has at most one
/// open window. Disposing the window returns its pooled buffer.
/// </summary>
internal readonly struct ByteWindow : IDisposable
{
    /// <summary>The maximum number of bytes that a header inspection reads.</summary>
    public const int MaxHeaderBytes = 256 * 1024;

    private readonly SeekableContent _content;
    private readonly long _maxBytesRead;
    private readonly int _minReadAhead;
    private readonly int _maxReadAhead;

    private ByteWindow(SeekableContent content, MediaFormat format, int capacity, int minReadAhead, int maxReadAhead, long maxBytes)
    {
        _content = content;
        Format = format;
        Capacity = capacity;
        _minReadAhead = minReadAhead;
        _maxReadAhead = maxReadAhead;
        _maxBytesRead = maxBytes == long.MaxValue ? maxBytes : content.BytesRead + maxBytes;
        content.OpenWindow(capacity);
    }

    /// <summary>The format that is named in exceptions.</summary>
    public MediaFormat Format { get; }

    /// <summary>The length of the content, not of the window.</summary>
    public long Length => _content.Length;

    /// <summary>The maximum number of bytes per call of <see cref="EnsureLoadedAsync"/>.</summary>
    public int Capacity { get; }

    /// <summary>Creates a window for a header. It reads at most <see cref="MaxHeaderBytes"/> bytes in small steps.</summary>
    public static ByteWindow ForHeader(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 64 * 1024, minReadAhead: 1024, maxReadAhead: 4 * 1024, MaxHeaderBytes);

    /// <summary>Creates a window for a scan of the whole content. It reads up to 256 KiB at a time, without a limit.</summary>
    public static ByteWindow ForContent(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 256 * 1024, minReadAhead: 4 * 1024, maxReadAhead: 256 * 1024, long.MaxValue);

    public bool IsLoaded(long offset, int count) => _content.IsLoaded(offset, count);

    /// <summary>Returns bytes that the last call of <see cref="EnsureLoadedAsync"/> loaded.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count) => _content.WindowFrom(offset)[..count];

    /// <summary>Returns all loaded bytes from <paramref name="offset"/> on, including bytes that were read ahead.</summary>
    public ReadOnlySpan<byte> ReadFrom(long offset) => _content.WindowFrom(offset);

    /// <summary>
    /// Loads <paramref name="count"/> bytes at <paramref name="offset"/>. Throws <c>truncated</c> when the content ends earlier, and
    /// <c>malformed</c> when a header is longer than <see cref="MaxHeaderBytes"/>.
    /// </summary>
    public ValueTask EnsureLoadedAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.IsLoaded(offset, count) ? ValueTask.CompletedTask : LoadAsync(offset, count, cancellationToken);

    /// <summary>Loads bytes like <see cref="EnsureLoadedAsync"/>, but returns false instead of throwing an exception.</summary>
    public ValueTask<bool> TryLoadAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.IsLoaded(offset, count) ? ValueTask.FromResult(true) : TryMoveAsync(offset, count, cancellationToken);

    /// <summary>Returns true when the content from <paramref name="start"/> to <paramref name="end"/> equals the expected bytes.</summary>
    public async ValueTask<bool> EqualsAsync(long start, long end, ReadOnlyMemory<byte> expected, CancellationToken cancellationToken)
    {
        if (end - start != expected.Length)
        {
            return false;
        }

        await EnsureLoadedAsync(start, expected.Length, cancellationToken).ConfigureAwait(false);
        return Read(start, expected.Length).SequenceEqual(expected.Span);
    }

    public MediaFormatException TruncatedException() => MediaFormatException.Truncated(Format);

    public MediaFormatException MalformedException(string reason) => MediaFormatException.Malformed(Format, reason);

    public void Dispose() => _content.CloseWindow();

    private async ValueTask LoadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        if (!await TryMoveAsync(offset, count, cancellationToken).ConfigureAwait(false))
        {
            throw IsInside(offset, count) && _maxBytesRead - _content.BytesRead < count
                ? MalformedException("its header is too long")
                : TruncatedException();
        }
    }

    private ValueTask<bool> TryMoveAsync(long offset, int count, CancellationToken cancellationToken)
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
