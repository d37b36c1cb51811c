namespace Unified.Media;

/// <summary>
/// Collects edits that replace bytes with the same number of other bytes. No offset changes, so files that refer to their parts by offset, such
/// as movies, stay valid.
/// </summary>
internal sealed class InPlaceEdits(MediaFormat format)
{
    /// <summary>The maximum number of edits, because hostile content could cause millions.</summary>
    private const int MaxEdits = 2_048;

    private const int ComparisonLength = 32 * 1024;
    private const int MaxTextLength = 1024 * 1024;

    private static readonly ReadOnlyMemory<byte> Spaces = CreateSpaces();

    private readonly List<Edit> _edits = [];

    public void FillWithZeros(long offset, long length, string kind)
    {
        if (length > 0)
        {
            Add(offset, ContentPiece.Zeros(length), kind);
        }
    }

    public void Write(long offset, ReadOnlyMemory<byte> literal, string kind) => Add(offset, ContentPiece.Bytes(literal), kind);

    /// <summary>Overwrites text with spaces, or with zeros if it is longer than 1 MiB.</summary>
    public void FillWithSpaces(long offset, long length, string kind)
    {
        if (length > MaxTextLength)
        {
            FillWithZeros(offset, length, kind);
            return;
        }

        for (var filled = 0L; filled < length; filled += Spaces.Length)
        {
            Write(offset + filled, Spaces[..(int)Math.Min(length - filled, Spaces.Length)], kind);
        }
    }

    /// <summary>
    /// Returns the scan of content that ends at <paramref name="end"/>. Edits that change no byte are omitted, so content without
    /// metadata is stored unchanged.
    /// </summary>
    public async ValueTask<ContentScan> ToScanAsync(ContentProperties properties, long end, ByteWindow window, CancellationToken cancellationToken)
    {
        var pieces = new List<ContentPiece>();
        var removed = new SortedSet<string>(StringComparer.Ordinal);
        var position = 0L;
        foreach (var edit in ResolveOverlaps(end))
        {
            if (await ChangesNothingAsync(edit, window, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (edit.Offset > position)
            {
                pieces.Add(ContentPiece.Source(position, edit.Offset - position));
            }

            pieces.Add(edit.Piece);
            removed.Add(edit.Kind);
            position = edit.Offset + edit.Piece.Length;
        }

        if (end > position)
        {
            pieces.Add(ContentPiece.Source(position, end - position));
        }

        return new ContentScan { Properties = properties, Pieces = pieces, Removed = [.. removed], TrailingBytes = window.Length - end };
    }

    /// <summary>
    /// Returns the edits in the order of their offsets. If two edits overlap, which only hostile content causes, the edit with
    /// the lower offset applies.
    /// </summary>
    private IEnumerable<Edit> ResolveOverlaps(long end)
    {
        var position = 0L;
        foreach (var (offset, piece, kind) in _edits.OrderBy(edit => edit.Offset))
        {
            var editStart = Math.Max(offset, position);
            var editEnd = Math.Min(offset + piece.Length, end);
            if (editEnd > editStart)
            {
                yield return new Edit(editStart, piece.IsZeros
                    ? ContentPiece.Zeros(editEnd - editStart)
                    : ContentPiece.Bytes(piece.Literal[(int)(editStart - offset)..(int)(editEnd - offset)]), kind);
                position = editEnd;
            }
        }
    }

    private void Add(long offset, ContentPiece piece, string kind)
    {
        if (_edits.Count == MaxEdits)
        {
            throw MediaFormatException.Malformed(format, "too much metadata");
        }

        _edits.Add(new Edit(offset, piece, kind));
    }

    private static async ValueTask<bool> ChangesNothingAsync(Edit edit, ByteWindow window, CancellationToken cancellationToken)
    {
        for (var compared = 0L; compared < edit.Piece.Length;)
        {
            var count = (int)Math.Min(edit.Piece.Length - compared, ComparisonLength);
            await window.EnsureLoadedAsync(edit.Offset + compared, count, cancellationToken).ConfigureAwait(false);
            var bytes = window.Read(edit.Offset + compared, count);
            var isEqual = edit.Piece.IsZeros
                ? !bytes.ContainsAnyExcept((byte)0)
                : bytes.SequenceEqual(edit.Piece.Literal.Span.Slice((int)compared, count));
            if (!isEqual)
            {
                return false;
            }

            compared += count;
        }

        return true;
    }

    private static byte[] CreateSpaces()
    {
        var spaces = new byte[16 * 1024];
        spaces.AsSpan().Fill((byte)' ');
        return spaces;
    }

    private readonly record struct Edit(long Offset, ContentPiece Piece, string Kind);
}
