using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Reads items from rows. <see cref="MediaItem.Owner"/> is the id of the user if the caller owns the item, otherwise the owner id in the database.
/// The metadata is not parsed before it is used. Legacy rows may lack values that new rows always have: a row without visibility is private.
/// </summary>
internal sealed class ItemReader(CatalogCaller caller, bool hasMetadata = true)
{
    /// <summary>The columns of the row <c>m</c> of an item, without its id.</summary>
    public const string Columns = SlimColumns + ", m.metadata";

    /// <summary>The <see cref="Columns"/> without the metadata.</summary>
    public const string SlimColumns =
        "m.owner_user_id, m.created_at, m.updated_at, m.type::text, m.source_type, m.enhancement_type, m.original_media_id, m.visibility::text, "
        + "m.object_id is not null, m.bucket, m.path, m.mime_type, m.size_bytes, m.sha256, m.width, m.height, "
        + "coalesce(m.duration_us, m.duration::bigint * 1000000)";

    private const int MetadataOffset = 17;
    private const string UnknownContentType = "application/octet-stream";

    private Guid _ownerValue;
    private OwnerId _owner;

    /// <summary>
    /// Reads an item: the id from column 0, and <see cref="Columns"/> from column <paramref name="firstColumn"/> on. Returns null if the
    /// row has no item.
    /// </summary>
    public MediaItem? Read(NpgsqlDataReader row, int firstColumn)
    {
        if (row.IsDBNull(firstColumn))
        {
            return null;
        }

        var createdAt = TimeOf(row, firstColumn + 1) ?? PgTime.MinusInfinity;
        return new()
        {
            Id = new(row.GetGuid(0)),
            Owner = OwnerOf(row.GetGuid(firstColumn)),
            CreatedAt = createdAt.ToDateTimeOffset(),
            UpdatedAt = (TimeOf(row, firstColumn + 2) ?? createdAt).ToDateTimeOffset(),
            Kind = KindOf(Text(row, firstColumn + 3)),
            SourceType = SourceOf(Text(row, firstColumn + 4)),
            EnhancementType = Text(row, firstColumn + 5),
            OriginalMediaId = Text(row, firstColumn + 6),
            Visibility = VisibilityOf(Text(row, firstColumn + 7)),
            Location = row.GetBoolean(firstColumn + 8) ? new(row.GetString(firstColumn + 9), row.GetString(firstColumn + 10)) : null,
            ContentType = Text(row, firstColumn + 11) ?? UnknownContentType,
            SizeBytes = row.IsDBNull(firstColumn + 12) ? 0 : row.GetInt64(firstColumn + 12),
            Sha256 = row.IsDBNull(firstColumn + 13) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(firstColumn + 13)),
            Width = Pixels(row, firstColumn + 14),
            Height = Pixels(row, firstColumn + 15),
            Duration = row.IsDBNull(firstColumn + 16) ? null : TimeSpan.FromTicks(row.GetInt64(firstColumn + 16) * TimeSpan.TicksPerMicrosecond),
            Metadata = hasMetadata && !row.IsDBNull(firstColumn + MetadataOffset)
                ? MediaMetadata.FromJson(row.GetString(firstColumn + MetadataOffset))
                : MediaMetadata.Empty,
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static PgTime? TimeOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetInt64(column));

    private static int? Pixels(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) || row.GetInt32(column) is not (> 0 and var pixels) ? null : pixels;

    // Frequent labels are compared before they are parsed, which is faster.
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

    // All rows of most lists have the same owner, so the id is converted only when it changes.
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
