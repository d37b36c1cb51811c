using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Migrates row by row, as the script of the legacy application did: one query reads the rows; per row, two queries look for an existing item
/// and for the owner, and one transaction inserts the item, its map entry and its ledger row. All queries use indexes. It maps less than the
/// migration does, and it avoids the network round trips that cost the original script most of its time. For comparison, the migration's own
/// copy function is called with one row at a time.
/// </summary>
internal sealed class RowByRow(TestServer server, LegacyLibrary library)
{
    private sealed record Row(
        Guid Id, Guid Login, string Url, string? Title, string?[]? Tags, int? Width, int? Height, DateTime Created, DateTime Updated,
        string Metadata);

    public async Task<(CopySpeed Handwritten, CopySpeed CopyFunction)> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await library.CreateAsync(server, cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        var rows = await ReadAsync(connection, library.Sample, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        foreach (var row in rows)
        {
            await CopyAsync(connection, row, cancellationToken);
        }

        var handwritten = new CopySpeed(rows.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN);
        var others = await ReadAsync(connection, rows.Count / 5, cancellationToken);
        started = Stopwatch.GetTimestamp();
        foreach (var row in others)
        {
            await ScalarAsync(
                connection, "SELECT rows_written FROM unified_media.legacy_copy_rows('playground_gallery', ARRAY[$1])", cancellationToken, row.Id);
        }

        return (handwritten, new(others.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN));
    }

    // Reads a sample of rows that are not migrated yet, among the first ones: searching all rows would take longer than copying them.
    private async Task<List<Row>> ReadAsync(NpgsqlConnection connection, int sample, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT g.id, user_id, image_url, title, tags, width, height, created_at, updated_at, generation_metadata
            FROM (SELECT * FROM playground_gallery ORDER BY id LIMIT {5 * library.Sample}) g
            WHERE (SELECT count(*) FROM users_profile p WHERE p.user_id = g.user_id) = 1 AND g.image_url LIKE '%/saved/saved-image-%'
                AND jsonb_typeof(g.generation_metadata) = 'object' AND g.updated_at >= g.created_at
                AND NOT EXISTS (SELECT FROM unified_media.legacy_map l WHERE l.legacy_source = 'playground_gallery' AND l.legacy_id = g.id::text)
            ORDER BY g.id LIMIT {sample}
            """,
            connection);
        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), ValueOrNull<string>(3), ValueOrNull<string?[]>(4),
                IntOrNull(5), IntOrNull(6), reader.GetDateTime(7), reader.GetDateTime(8), reader.GetString(9)));
        }

        return rows;

        T? ValueOrNull<T>(int column)
            where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
        int? IntOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Row row, CancellationToken cancellationToken)
    {
        var id = row.Id.ToString();
        if (await ScalarAsync(
            connection,
            "SELECT 1 FROM unified_media.legacy_map WHERE legacy_source = 'playground_gallery' AND legacy_id = $1",
            cancellationToken, id) is not null)
        {
            return;
        }

        var owner = (Guid)(await ScalarAsync(connection, "SELECT id FROM users_profile WHERE user_id = $1", cancellationToken, row.Login))!;
        var path = new Uri(row.Url).AbsolutePath.Split("/playground-images/", 2)[1];
        var metadata = JsonNode.Parse(row.Metadata)!.AsObject();
        metadata["gallery_id"] = id;
        metadata["title"] = row.Title ?? "";
        metadata["tags"] = new JsonArray([.. (row.Tags ?? []).Where(tag => tag is not null).Select(tag => JsonValue.Create(tag))]);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ScalarAsync(
            connection,
            """
            INSERT INTO unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, written_at)
            VALUES ('playground_gallery', $1, $2, $3, $4)
            """,
            cancellationToken, id, row.Id, owner, row.Updated);
        var objectId = (long)(await ScalarAsync(
            connection,
            """
            INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, created_at)
            VALUES ($1, 1, $2, 'playground-images', $3, 'ready', true, 'image/png', $4) RETURNING object_id
            """,
            cancellationToken, row.Id, owner, path, row.Created))!;
        await ScalarAsync(
            connection,
            """
            INSERT INTO media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata,
                object_id, mime_type, legacy_source, legacy_id)
            VALUES ($1, $2, 'image', 'playground-images', $3, $4, $5, 'PRIVATE', $6, $7, 'playground', $8, $9, 'image/png', 'playground_gallery', $10)
            """,
            cancellationToken, row.Id, owner, path, (object?)row.Width ?? DBNull.Value, (object?)row.Height ?? DBNull.Value, row.Created, row.Updated,
            new NpgsqlParameter { Value = metadata.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, objectId, id);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
