namespace Unified.Media;

/// <summary>The offsets of the content of a segment, and of its elements Info and Tracks according to its seek head; 0 when unknown.</summary>
internal readonly record struct MatroskaSeekHead(long Segment, long Info, long Tracks)
{
    /// <summary>
    /// Adds the position of an element, which is relative to the segment. A position after the end of the content, as in a truncated file, is
    /// replaced by the end.
    /// </summary>
    public MatroskaSeekHead WithElement(ulong id, ulong position, long contentLength)
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
