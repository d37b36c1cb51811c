namespace Unified.Media;

/// <summary>Where in the file the segment's content begins, and where its index says that two of its elements are; 0 is unknown.</summary>
internal readonly record struct MatroskaSeekHead(long Segment, long Info, long Tracks)
{
    /// <summary>Takes in one position, which is relative to the segment. One beyond the content counts as its end: it is cut off.</summary>
    public MatroskaSeekHead With(ulong id, ulong position, long contentLength)
    {
        var place = position < (ulong)(contentLength - Segment) ? Segment + (long)position : contentLength;
        return id switch
        {
            EbmlId.Info => this with { Info = place },
            EbmlId.Tracks => this with { Tracks = place },
            _ => this,
        };
    }
}
