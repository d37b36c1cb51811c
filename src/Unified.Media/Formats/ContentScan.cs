namespace Unified.Media;

/// <summary>The result of a scan of the whole content: its properties and the byte ranges to store.</summary>
internal sealed record ContentScan
{
    /// <summary>The properties from the header. For an animation, the scan adds the number of frames and the duration.</summary>
    public required ContentProperties Properties { get; init; }

    /// <summary>The byte ranges to store, in order. Unchanged content is one range.</summary>
    public required IReadOnlyList<ContentPiece> Pieces { get; init; }

    /// <summary>The number of received bytes after the end of the image or video. They are not stored.</summary>
    public long TrailingBytes { get; init; }

    /// <summary>
    /// The kinds of removed metadata, such as <c>exif</c>, <c>xmp</c>, <c>iptc</c>, <c>comment</c>, <c>location</c> and
    /// <c>gain_map</c>. Sorted, without duplicates.
    /// </summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The number of bytes to store.</summary>
    public long Length => Pieces.Sum(piece => piece.Length);

    /// <summary>True when the bytes to store differ from the received bytes.</summary>
    public bool ChangesContent => Pieces.Count != 1 || !Pieces[0].IsSource || TrailingBytes > 0;
}
