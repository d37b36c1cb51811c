namespace Unified.Media;

/// <summary>How far into the content the tables of a file point: what is cut off before that is incomplete.</summary>
internal sealed class RequiredContent(ByteWindow window)
{
    /// <summary>The offset after the furthest byte that a table points to.</summary>
    public long End { get; private set; }

    /// <summary>Includes a range; one that reaches beyond the content is cut off.</summary>
    public void Include(ulong offset, ulong length)
    {
        if (offset > (ulong)window.Length || length > (ulong)window.Length - offset)
        {
            throw window.Truncated();
        }

        End = Math.Max(End, (long)(offset + length));
    }
}
