namespace Unified.Media;

/// <summary>Tracks the end of the bytes that the tables of a file refer to. Content that ends earlier is truncated.</summary>
internal sealed class RequiredContent(ByteWindow window)
{
    /// <summary>The offset after the last referenced byte.</summary>
    public long End { get; private set; }

    /// <summary>Includes a range. A range beyond the end of the content throws <c>truncated</c>.</summary>
    public void Include(ulong offset, ulong length)
    {
        if (offset > (ulong)window.Length || length > (ulong)window.Length - offset)
        {
            throw window.Truncated();
        }

        End = Math.Max(End, (long)(offset + length));
    }
}
