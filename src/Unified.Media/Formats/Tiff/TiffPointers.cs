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
                StripOffsets = Validate(entry);
                break;
            case TiffEntry.StripLengths:
                StripLengths = Validate(entry);
                break;
            case TiffEntry.TileOffsets:
                TileOffsets = Validate(entry);
                break;
            case TiffEntry.TileLengths:
                TileLengths = Validate(entry);
                break;
            case TiffEntry.ThumbnailOffset:
                ThumbnailOffset = Validate(entry);
                break;
            case TiffEntry.ThumbnailLength:
                ThumbnailLength = Validate(entry);
                break;
            case TiffEntry.SubDirectories or TiffEntry.ExifDirectory or TiffEntry.LocationDirectory or TiffEntry.InteroperabilityDirectory:
                _directories.Add(Validate(entry));
                break;
        }
    }

    private TiffEntry Validate(TiffEntry entry) =>
        entry.IsUnsigned ? entry : throw window.Malformed("an offset or a length is not an integer");
}
