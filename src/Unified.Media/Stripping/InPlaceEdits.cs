namespace Unified.Media;

/// <summary>
/// Bytes to overwrite with as many others. Files whose parts are found by offset, like movies, stay valid when nothing moves.
/// </summary>
internal sealed class InPlaceEdits(ContentFormat format)
{
    /// <summary>Hostile content could ask for millions.</summary>
    private const int Most = 2_048;

    private static readonly ReadOnlyMemory<byte> FreeType = "free"u8.ToArray();

    private readonly List<(long Offset, ContentPiece Piece)> _edits = [];
    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Removed => [.. _removed];

    public void Zero(long offset, long length, string what)
    {
        if (length > 0)
        {
            Add(offset, ContentPiece.Zeros(length), what);
        }
    }

    public void Write(long offset, ReadOnlyMemory<byte> literal, string what) => Add(offset, ContentPiece.Bytes(literal), what);

    /// <summary>Turns the box into free space of the same size: readers skip it.</summary>
    public void Free(BoxHeader box, string what)
    {
        Write(box.Offset + 4, FreeType, what);
        Zero(box.Content, box.ContentLength, what);
    }

    /// <summary>The content up to its end, with the edits. Where two of them overlap, as only hostile content asks for, the first wins.</summary>
    public IReadOnlyList<ContentPiece> Apply(long end)
    {
        var pieces = new List<ContentPiece>();
        var position = 0L;
        foreach (var (offset, piece) in _edits.OrderBy(edit => edit.Offset))
        {
            var start = Math.Max(offset, position);
            var stop = Math.Min(offset + piece.Length, end);
            if (stop <= start)
            {
                continue;
            }

            if (start > position)
            {
                pieces.Add(ContentPiece.Source(position, start - position));
            }

            pieces.Add(piece.IsZeros
                ? ContentPiece.Zeros(stop - start)
                : ContentPiece.Bytes(piece.Literal[(int)(start - offset)..(int)(stop - offset)]));
            position = stop;
        }

        if (end > position)
        {
            pieces.Add(ContentPiece.Source(position, end - position));
        }

        return pieces;
    }

    private void Add(long offset, ContentPiece piece, string what)
    {
        if (_edits.Count == Most)
        {
            throw MediaFormatException.Malformed(format, "too much metadata");
        }

        _edits.Add((offset, piece));
        _removed.Add(what);
    }
}
