namespace Unified.Media;

/// <summary>What one walk from the first to the last byte of the content found, and what will be stored of it.</summary>
internal sealed record ContentScan
{
    /// <summary>The facts, completed: frames are counted, not believed.</summary>
    public required ContentFacts Facts { get; init; }

    /// <summary>The content as it will be stored, in order. One source piece over everything when nothing is changed.</summary>
    public required IReadOnlyList<ContentPiece> Pieces { get; init; }

    /// <summary>Bytes after the end of the image or video that were cut off.</summary>
    public long TrailingBytes { get; init; }

    /// <summary>
    /// What was removed or overwritten: <c>exif</c>, <c>xmp</c>, <c>iptc</c>, <c>comment</c>, <c>location</c>, <c>gain_map</c>, …; sorted,
    /// no doubles.
    /// </summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Length in bytes of what will be stored.</summary>
    public long Length => Pieces.Sum(piece => piece.Length);

    /// <summary>True when the stored bytes differ from the received ones.</summary>
    public bool ChangesContent => Pieces.Count != 1 || !Pieces[0].IsSource || TrailingBytes > 0;
}
