namespace Unified.Media;

/// <summary>The entries of one directory that point to data outside the directory.</summary>
internal sealed class TiffPointers(ByteWindow window)
{
    private readonly List<TiffEntry> _directories = [];

    public TiffEntry? StripOffsets { get; private set; }

    public TiffEntry? StripLengths { get; private set; }

    public TiffEntry? TileOffsets { get; private set; }

    public TiffEntry? TileLengths { get; private set; }

    public TiffEntry? ThumbnailOffset { get; private set; }

    public TiffEntry? ThumbnailLength { get; private set; }

    /// <summary>The entries whose values are offsets of nested directories.</summary>
    public IReadOnlyList<TiffEntry> Directories => _directories;

    public void Add(TiffEntry entry)
    {
        switch (entry.Tag)
        {
            case TiffEntry.StripOffsets:
                StripOffsets = RequireUnsigned(entry);
                break;
            case TiffEntry.StripLengths:
                StripLengths = RequireUnsigned(entry);
                break;
            case TiffEntry.TileOffsets:
                TileOffsets = RequireUnsigned(entry);
                break;
            case TiffEntry.TileLengths:
                TileLengths = RequireUnsigned(entry);
                break;
            case TiffEntry.ThumbnailOffset:
                ThumbnailOffset = RequireUnsigned(entry);
                break;
            case TiffEntry.ThumbnailLength:
                ThumbnailLength = RequireUnsigned(entry);
                break;
            case TiffEntry.SubDirectories or TiffEntry.ExifDirectory or TiffEntry.LocationDirectory or TiffEntry.InteroperabilityDirectory:
                _directories.Add(RequireUnsigned(entry));
                break;
        }
    }

    private TiffEntry RequireUnsigned(TiffEntry entry) =>
        entry.IsUnsigned ? entry : throw window.MalformedException("an offset or a length is not an integer");
}
