using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Reads items from rows. The owner of the caller's own items is the id of the user; other items have the owner id of the database. The metadata
/// is not parsed before it is used.
/// Legacy rows may lack values that new rows always have; missing values get the most restrictive default.
/// </summary>
internal sealed class ItemReader(CatalogCaller caller, bool hasMetadata = true)
{
    /// <summary>The columns of a row <c>m</c> without its id.</summary>
    public const string Columns = SlimColumns + ", m.metadata";

    /// <summary>The <see cref="Columns"/> without the metadata.</summary>
    public const string SlimColumns =
        "m.owner_user_id, m.created_at, m.updated_at, m.type::text, m.source_type, m.enhancement_type, m.original_media_id, m.visibility::text, "
        + "m.object_id is not null, m.bucket, m.path, m.mime_type, m.size_bytes, m.sha256, m.width, m.height, "
        + "coalesce(m.duration_us, m.duration::bigint * 1000000)";

    private const int MetadataOffset = 17;
    private const string UnknownType = "application/octet-stream";

    private Guid _ownerValue;
    private OwnerId _owner;

    /// <summary>Reads an item: the id in column 0, the other columns from <paramref name="first"/>. Returns null if the row has no item.</summary>
    public MediaItem? Read(NpgsqlDataReader row, int first)
    {
        if (row.IsDBNull(first))
        {
            return null;
        }

        var created = TimeOf(row, first + 1) ?? PgTime.MinusInfinity;
        return new()
        {
            Id = new(row.GetGuid(0)),
            Owner = OwnerOf(row.GetGuid(first)),
            CreatedAt = created.ToTime(),
            UpdatedAt = (TimeOf(row, first + 2) ?? created).ToTime(),
            Kind = KindOf(Text(row, first + 3)),
            SourceType = SourceOf(Text(row, first + 4)),
            EnhancementType = Text(row, first + 5),
            OriginalMediaId = Text(row, first + 6),
            Visibility = VisibilityOf(Text(row, first + 7)),
            Location = row.GetBoolean(first + 8) ? new(row.GetString(first + 9), row.GetString(first + 10)) : null,
            ContentType = Text(row, first + 11) ?? UnknownType,
            SizeBytes = row.IsDBNull(first + 12) ? 0 : row.GetInt64(first + 12),
            Sha256 = row.IsDBNull(first + 13) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(first + 13)),
            Width = Pixels(row, first + 14),
            Height = Pixels(row, first + 15),
            Duration = row.IsDBNull(first + 16) ? null : TimeSpan.FromTicks(row.GetInt64(first + 16) * TimeSpan.TicksPerMicrosecond),
            Metadata = hasMetadata && !row.IsDBNull(first + MetadataOffset)
                ? MediaMetadata.FromJson(row.GetString(first + MetadataOffset))
                : MediaMetadata.Empty,
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static PgTime? TimeOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetInt64(column));

    private static int? Pixels(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) || row.GetInt32(column) is not (> 0 and var pixels) ? null : pixels;

    // The common labels are matched without parsing.
    private static MediaKind KindOf(string? text) => text switch
    {
        "image" or "IMAGE" => MediaKind.Image,
        "video" or "VIDEO" => MediaKind.Video,
        _ => MediaKind.TryParse(text, out var kind) ? kind : MediaKind.Parse("unknown"),
    };

    private static SourceType SourceOf(string? text) => text switch
    {
        "upload" or null => SourceType.Upload,
        "playground" => SourceType.Playground,
        "enhanced" => SourceType.Enhanced,
        "stock" => SourceType.Stock,
        _ => SourceType.TryParse(text, out var source) ? source : SourceType.Parse("unknown"),
    };

    private static Visibility VisibilityOf(string? text) => text switch
    {
        "PUBLIC" or "public" => Visibility.Public,
        "PRIVATE" or "private" or null => Visibility.Private,
        _ => Visibility.TryParse(text, out var visibility) ? visibility : Visibility.Private,
    };

    // The rows of most lists have one owner, whose id is converted once.
    private OwnerId OwnerOf(Guid value)
    {
        if (value != _ownerValue || _owner == default)
        {
            _ownerValue = value;
            _owner = value == caller.Owner && caller.User is { } user ? user : OwnerId.Parse(value.ToString("D"));
        }

        return _owner;
    }
}
