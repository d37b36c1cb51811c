namespace Unified.Media;

/// <summary>
/// The part of the content that is in memory, for parsers that jump: ask with <see cref="EnsureAsync"/> for the bytes of a
/// structure, then read them as a span, which stays valid until the next <see cref="EnsureAsync"/>. When the bytes are there
/// already, asking costs a comparison. The window begins with one small read and reads further ahead while the walk is
/// sequential. One window per content at a time; dispose returns the pooled buffer.
/// </summary>
internal readonly struct ByteWindow : IDisposable
{
    /// <summary>What a header inspection may read in total.</summary>
    public const int HeaderBudget = 256 * 1024;

    private readonly SeekableContent _content;
    private readonly long _allowedReads;
    private readonly int _smallestStride;
    private readonly int _largestStride;

    private ByteWindow(SeekableContent content, MediaFormat format, int capacity, int smallestStride, int largestStride, long budget)
    {
        _content = content;
        Format = format;
        Capacity = capacity;
        _smallestStride = smallestStride;
        _largestStride = largestStride;
        _allowedReads = budget == long.MaxValue ? budget : content.BytesRead + budget;
        content.OpenWindow(capacity);
    }

    /// <summary>The format whose name stands in the exceptions.</summary>
    public MediaFormat Format { get; }

    /// <summary>Length of the content, not of the window.</summary>
    public long Length => _content.Length;

    /// <summary>The most bytes that can be asked for at once.</summary>
    public int Capacity { get; }

    /// <summary>A window for a header: reads at most <see cref="HeaderBudget"/> bytes, in small steps.</summary>
    public static ByteWindow OverHeader(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 64 * 1024, smallestStride: 1024, largestStride: 4 * 1024, HeaderBudget);

    /// <summary>A window for a walk through the whole content: up to 256 KiB per read, any number of reads.</summary>
    public static ByteWindow OverAll(SeekableContent content, MediaFormat format) =>
        new(content, format, capacity: 256 * 1024, smallestStride: 4 * 1024, largestStride: 256 * 1024, long.MaxValue);

    public bool Holds(long offset, int count) => _content.WindowHolds(offset, count);

    /// <summary>Bytes that were asked for.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count) => _content.WindowFrom(offset)[..count];

    /// <summary>Everything that the window holds from <paramref name="offset"/> on: what was asked for and what was read ahead.</summary>
    public ReadOnlySpan<byte> ReadFrom(long offset) => _content.WindowFrom(offset);

    /// <summary>
    /// Makes the window hold <paramref name="count"/> bytes at <paramref name="offset"/>. Throws <c>truncated</c> when the content
    /// ends before them, and <c>malformed</c> when the header budget does.
    /// </summary>
    public ValueTask EnsureAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.WindowHolds(offset, count) ? ValueTask.CompletedTask : FetchAsync(offset, count, cancellationToken);

    /// <summary>Like <see cref="EnsureAsync"/>, but false instead of an exception: for what a file may lack.</summary>
    public ValueTask<bool> TryEnsureAsync(long offset, int count, CancellationToken cancellationToken) =>
        _content.WindowHolds(offset, count) ? ValueTask.FromResult(true) : TryFetchAsync(offset, count, cancellationToken);

    /// <summary>Whether the bytes between two offsets inside the content are these.</summary>
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

    public MediaFormatException Malformed(string what) => MediaFormatException.Malformed(Format, what);

    public void Dispose() => _content.CloseWindow();

    private async ValueTask FetchAsync(long offset, int count, CancellationToken cancellationToken)
    {
        if (!await TryFetchAsync(offset, count, cancellationToken).ConfigureAwait(false))
        {
            throw IsInside(offset, count) && _allowedReads - _content.BytesRead < count ? Malformed("its header is too long") : Truncated();
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

        var allowance = _allowedReads - _content.BytesRead;
        return _content.MoveWindowAsync(offset, count, _smallestStride, _largestStride, allowance, cancellationToken);
    }

    private bool IsInside(long offset, int count) => offset <= Length && count <= Length - offset;
}
