namespace Unified.Media;

/// <summary>
/// Bytes to overwrite with as many others. Files whose parts are found by offset, like movies, stay valid when nothing moves.
/// </summary>
internal sealed class InPlaceEdits(ContentFormat format)
{
    /// <summary>Hostile content could ask for millions.</summary>
    private const int Most = 2_048;

    private const int ComparedAtOnce = 32 * 1024;

    private static readonly ReadOnlyMemory<byte> FreeType = "free"u8.ToArray();

    private readonly List<Edit> _edits = [];

    public IReadOnlyList<string> Removed => [.. _edits.Select(edit => edit.What).Distinct().Order(StringComparer.Ordinal)];

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

    /// <summary>Forgets the edits that would change nothing: content that was stripped before is stored as it is.</summary>
    public async ValueTask ForgetIdleAsync(ByteWindow window, CancellationToken cancellationToken)
    {
        for (var i = _edits.Count - 1; i >= 0; i--)
        {
            if (await IsIdleAsync(_edits[i], window, cancellationToken).ConfigureAwait(false))
            {
                _edits.RemoveAt(i);
            }
        }
    }

    /// <summary>The content up to its end, with the edits. Where two of them overlap, as only hostile content asks for, the first wins.</summary>
    public IReadOnlyList<ContentPiece> Apply(long end)
    {
        var pieces = new List<ContentPiece>();
        var position = 0L;
        foreach (var (offset, piece, _) in _edits.OrderBy(edit => edit.Offset))
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

        _edits.Add(new Edit(offset, piece, what));
    }

    private static async ValueTask<bool> IsIdleAsync(Edit edit, ByteWindow window, CancellationToken cancellationToken)
    {
        for (var done = 0L; done < edit.Piece.Length;)
        {
            var count = (int)Math.Min(edit.Piece.Length - done, ComparedAtOnce);
            await window.NeedAsync(edit.Offset + done, count, cancellationToken).ConfigureAwait(false);
            var bytes = window.Read(edit.Offset + done, count);
            if (edit.Piece.IsZeros ? bytes.ContainsAnyExcept((byte)0) : !bytes.SequenceEqual(edit.Piece.Literal.Span.Slice((int)done, count)))
            {
                return false;
            }

            done += count;
        }

        return true;
    }

    private readonly record struct Edit(long Offset, ContentPiece Piece, string What);
}
