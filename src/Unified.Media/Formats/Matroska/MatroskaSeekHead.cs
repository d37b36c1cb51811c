namespace Unified.Media;

/// <summary>The offsets of the content of a segment and of two of its elements, according to its seek head; 0 when unknown.</summary>
internal readonly record struct MatroskaSeekHead(long Segment, long Info, long Tracks)
{
    /// <summary>Adds a position relative to the segment. A position beyond the end, as in a truncated file, becomes the end.</summary>
    public MatroskaSeekHead With(ulong id, ulong position, long contentLength)
    {
        var offset = position < (ulong)(contentLength - Segment) ? Segment + (long)position : contentLength;
        return id switch
        {
            EbmlId.Info => this with { Info = offset },
            EbmlId.Tracks => this with { Tracks = offset },
            _ => this,
        };
    }
}
