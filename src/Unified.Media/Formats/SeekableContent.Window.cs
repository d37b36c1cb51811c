using System.Buffers;

namespace Unified.Media;

// The state of the open ByteWindow. It is stored here so that an inspection allocates only its result, and so that copies of the window struct
// share the state.
internal sealed partial class SeekableContent
{
    private const int FirstReadAhead = 4 * 1024;
    private const int NearbyGap = 8 * 1024;

    private byte[] _window = [];
    private long _windowStart;
    private int _windowCount;
    private int _readAhead;

    internal void OpenWindow(int capacity)
    {
        if (_window.Length > 0)
        {
            throw new InvalidOperationException("The content already has an open window.");
        }

        _window = ArrayPool<byte>.Shared.Rent(capacity);
        _windowStart = 0;
        _windowCount = 0;
        _readAhead = 0;
    }

    internal void CloseWindow()
    {
        var buffer = _window;
        _window = [];
        _windowCount = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal bool IsLoaded(long offset, int count) =>
        offset >= _windowStart && offset - _windowStart <= _windowCount && count <= _windowCount - (offset - _windowStart);

    internal ReadOnlySpan<byte> WindowFrom(long offset) => _window.AsSpan(0, _windowCount)[checked((int)(offset - _windowStart))..];

    /// <summary>
    /// Moves the start of the window to <paramref name="offset"/>. Bytes that are loaded already are not read a second time. The read-ahead
    /// doubles during sequential access and is reset by a jump. Returns false when the content has fewer than <paramref name="count"/> bytes at the
    /// offset, or when <paramref name="maxBytes"/> does not suffice to read them.
    /// </summary>
    internal async ValueTask<bool> MoveWindowAsync(
        long offset, int count, int minReadAhead, int maxReadAhead, long maxBytes, CancellationToken cancellationToken)
    {
        var end = _windowStart + _windowCount;
        var loadedCount = 0;
        if (offset >= _windowStart && offset < end)
        {
            loadedCount = (int)(end - offset);
            _window.AsSpan(_windowCount - loadedCount, loadedCount).CopyTo(_window);
        }

        var isSequential = offset >= _windowStart && offset - end <= NearbyGap;
        _readAhead = _readAhead == 0 ? FirstReadAhead : isSequential ? Math.Clamp(_readAhead * 2, minReadAhead, maxReadAhead) : minReadAhead;
        _windowStart = offset;
        _windowCount = loadedCount;
        var targetCount = (int)Math.Min(Math.Min(Math.Max(count, loadedCount + _readAhead), _window.Length), loadedCount + maxBytes);
        if (targetCount < count)
        {
            return false;
        }

        var target = _window.AsMemory(loadedCount, targetCount - loadedCount);
        _windowCount += await ReadAtAsync(offset + loadedCount, target, cancellationToken).ConfigureAwait(false);
        return _windowCount >= count;
    }
}
