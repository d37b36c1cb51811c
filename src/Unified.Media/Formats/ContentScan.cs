namespace Unified.Media;

/// <summary>The result of a scan of the whole content: its facts and the pieces to store.</summary>
internal sealed record ContentScan
{
    /// <summary>The facts of the header, with the number of frames and the duration of an animation that the scan found.</summary>
    public required ContentFacts Facts { get; init; }

    /// <summary>The pieces to store, in order. Unchanged content is one piece.</summary>
    public required IReadOnlyList<ContentPiece> Pieces { get; init; }

    /// <summary>The number of bytes after the end of the image or video, which are not stored.</summary>
    public long TrailingBytes { get; init; }

    /// <summary>
    /// The kinds of removed metadata, such as <c>exif</c>, <c>xmp</c>, <c>iptc</c>, <c>comment</c>, <c>location</c> and <c>gain_map</c>. Sorted,
    /// without duplicates.
    /// </summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The number of bytes to store.</summary>
    public long Length => Pieces.Sum(piece => piece.Length);

    /// <summary>True when the stored bytes differ from the received ones.</summary>
    public bool ChangesContent => Pieces.Count != 1 || !Pieces[0].IsSource || TrailingBytes > 0;
}
