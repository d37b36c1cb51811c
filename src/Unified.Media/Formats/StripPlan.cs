namespace Unified.Media;

/// <summary>
/// Collects the byte ranges of the content to store, from the first to the last byte. Adjacent ranges are merged. The number of ranges is limited,
/// because hostile content could cause millions.
/// </summary>
internal sealed class StripPlan(MediaFormat format)
{
    private const int MaxPieces = 4_096;

    private readonly List<ContentPiece> _pieces = [];
    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>Adds the bytes of the source from <paramref name="start"/> to <paramref name="end"/>, exclusive.</summary>
    public void Keep(long start, long end)
    {
        if (start == end)
        {
            return;
        }

        if (_pieces.Count > 0 && _pieces[^1] is { IsSource: true } last && last.SourceOffset + last.Length == start)
        {
            _pieces[^1] = ContentPiece.Source(last.SourceOffset, end - last.SourceOffset);
            return;
        }

        Add(ContentPiece.Source(start, end - start));
    }

    /// <summary>Adds new bytes.</summary>
    public void Write(byte[] literal) => Add(ContentPiece.Bytes(literal));

    /// <summary>Records a kind of removed metadata.</summary>
    public void RecordRemoved(string kind) => _removed.Add(kind);

    /// <summary>Returns the scan of content whose picture ends at <paramref name="end"/>.</summary>
    public ContentScan ToScan(ContentProperties properties, long end, long contentLength) => new()
    {
        Properties = properties,
        Pieces = _pieces,
        Removed = [.. _removed],
        TrailingBytes = contentLength - end,
    };

    /// <summary>Returns the scan of content that is stored unchanged up to its end.</summary>
    public static ContentScan Unchanged(ContentProperties properties, long end, long contentLength) => new()
    {
        Properties = properties,
        Pieces = [ContentPiece.Source(0, end)],
        TrailingBytes = contentLength - end,
    };

    private void Add(ContentPiece piece)
    {
        if (_pieces.Count == MaxPieces)
        {
            throw MediaFormatException.Malformed(format, "too many segments");
        }

        _pieces.Add(piece);
    }
}
