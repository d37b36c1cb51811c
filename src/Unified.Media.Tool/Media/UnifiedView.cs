using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Reads <c>unified_media_view</c>, which contains items and legacy rows that have not been migrated yet.</summary>
internal static class UnifiedView
{
    public const string Columns =
        "v.id, v.origin, v.owner_user_id, v.login_id, v.type, v.source_type, v.visibility, v.width, v.height, v.size_bytes::bigint, "
            + "v.title, v.created_at";

    public static MediaListItem Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0).ToString(),
        reader.GetString(1),
        ReadId(reader, 2),
        ReadId(reader, 3),
        ReadText(reader, 4),
        ReadText(reader, 5),
        ReadText(reader, 6),
        ReadNumber(reader, 7),
        ReadNumber(reader, 8),
        reader.IsDBNull(9) ? null : reader.GetInt64(9),
        ReadText(reader, 10),
        reader.IsDBNull(11) ? null : ReadTime(reader, 11));

    /// <exception cref="ToolException">The database does not have the view.</exception>
    public static async Task RequireAsync(NpgsqlConnection connection, PostgresSchemaNames names, CancellationToken cancellationToken)
    {
        if (!await connection.QueryBoolAsync($"select to_regclass('{names.MediaSchema}.unified_media_view') is not null", cancellationToken))
        {
            throw new ToolException(
                "schema_missing", "The database does not have the schema of Unified.Media.", "Run unified-media schema up.");
        }
    }

    private static string? ReadId(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column).ToString();

    private static string? ReadText(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static int? ReadNumber(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static DateTimeOffset ReadTime(NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);
}
