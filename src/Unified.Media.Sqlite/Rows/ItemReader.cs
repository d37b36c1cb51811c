using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// Reads items from rows. The metadata is not parsed before it is used. All rows of most lists have the same owner, so the id is parsed only when it
/// changes.
/// </summary>
internal sealed class ItemReader(bool hasMetadata = true)
{
    /// <summary>The columns without the id and the creation time, which a list reads from the scanned index.</summary>
    public const string Columns = SlimColumns + ", m.metadata";

    /// <summary>The <see cref="Columns"/> without the metadata.</summary>
    public const string SlimColumns =
        "m.owner_user_id, m.type, m.source_type, m.enhancement_type, m.original_media_id, m.visibility, m.bucket, m.path, m.mime_type, "
        + "m.size_bytes, m.sha256, m.width, m.height, m.duration, m.updated_at";

    /// <summary>All columns of an item.</summary>
    public const string AllColumns = "m.id, m.created_at, " + Columns;

    private const int MetadataColumn = 17;

    private string? _ownerText;
    private OwnerId _owner;

    /// <summary>The number of the first column after those of the item.</summary>
    public int NextColumn => hasMetadata ? MetadataColumn + 1 : MetadataColumn;

    public MediaItem Read(SqliteDataReader row) => new()
    {
        Id = new(Guid.ParseExact(row.GetString(0), "D")),
        CreatedAt = Drivers.Microseconds.ToDateTimeOffset(row.GetInt64(1)),
        Owner = OwnerOf(row.GetString(2)),
        Kind = KindOf(row.GetString(3)),
        SourceType = SourceOf(row.GetString(4)),
        EnhancementType = Text(row, 5),
        OriginalMediaId = Text(row, 6),
        Visibility = VisibilityOf(row.GetString(7)),
        Location = new(row.GetString(8), row.GetString(9)),
        ContentType = row.GetString(10),
        SizeBytes = row.GetInt64(11),
        Sha256 = Text(row, 12),
        Width = Number(row, 13),
        Height = Number(row, 14),
        Duration = row.IsDBNull(15) ? null : TimeSpan.FromTicks(row.GetInt64(15) * TimeSpan.TicksPerMicrosecond),
        UpdatedAt = Drivers.Microseconds.ToDateTimeOffset(row.GetInt64(16)),
        Metadata = hasMetadata ? MediaMetadata.FromJson(row.GetString(MetadataColumn)) : MediaMetadata.Empty,
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    // Frequent values are compared before they are parsed, which is faster.
    private static MediaKind KindOf(string text) => text switch
    {
        "image" => MediaKind.Image,
        "video" => MediaKind.Video,
        _ => MediaKind.Parse(text),
    };

    private static SourceType SourceOf(string text) => text switch
    {
        "upload" => SourceType.Upload,
        "playground" => SourceType.Playground,
        "enhanced" => SourceType.Enhanced,
        "stock" => SourceType.Stock,
        _ => SourceType.Parse(text),
    };

    private static Visibility VisibilityOf(string text) => text switch
    {
        "private" => Visibility.Private,
        "public" => Visibility.Public,
        _ => Visibility.Parse(text),
    };

    private OwnerId OwnerOf(string text)
    {
        if (text != _ownerText)
        {
            _ownerText = text;
            _owner = OwnerId.Parse(text);
        }

        return _owner;
    }
}
