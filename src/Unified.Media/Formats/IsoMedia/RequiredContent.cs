namespace Unified.Media;

/// <summary>Records the end of the bytes that the tables of a file refer to. Content that ends before that is truncated.</summary>
internal sealed class RequiredContent(ByteWindow window)
{
    /// <summary>The offset after the last referenced byte.</summary>
    public long End { get; private set; }

    /// <summary>Includes a range that a table refers to. Throws <c>truncated</c> when the range exceeds the end of the content.</summary>
    public void Include(ulong offset, ulong length)
    {
        if (offset > (ulong)window.Length || length > (ulong)window.Length - offset)
        {
            throw window.TruncatedException();
        }

        End = Math.Max(End, (long)(offset + length));
    }
}
