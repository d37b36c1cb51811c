using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The old way, as the older program's own script went: the rows are read by one SELECT; then, for each, one look whether it was there before
/// and one INSERT of the item, committed by itself. Two INSERTs more within the same transaction write what makes it the same item here, its
/// entry in the map and its object in the ledger, and a look finds the owner, whom the script got wrong. All looks go by indexes, the server is
/// as durable as for everybody. It maps far less than the migration does, and is spared what cost the script most: every statement of it was a
/// request over a network. Beside it: the migration's own copy, called for one row at a time.
/// </summary>
internal sealed class RowByRow(TestServer server, LegacyLibrary library)
{
    private sealed record Row(
        Guid Id, Guid Login, string Address, string? Title, string?[]? Tags, int? Width, int? Height, DateTime Created, DateTime Updated, string Said);

    public async Task<(CopySpeed ByHand, CopySpeed ByCopy)> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await library.CreateAsync(server, cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        var rows = await ReadAsync(connection, library.Sample, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        foreach (var row in rows)
        {
            await CopyAsync(connection, row, cancellationToken);
        }

        var byHand = new CopySpeed(rows.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN);
        var others = await ReadAsync(connection, rows.Count / 5, cancellationToken);
        started = Stopwatch.GetTimestamp();
        foreach (var row in others)
        {
            await ScalarAsync(
                connection, "SELECT rows_written FROM unified_media.legacy_copy_rows('playground_gallery', ARRAY[$1])", cancellationToken, row.Id);
        }

        return (byHand, new(others.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN));
    }

    // A sample of those that are no items yet, chosen among the first ones: to look for them in all would take longer than to copy them.
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
                reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), Or<string>(3), Or<string?[]>(4), OrNumber(5), OrNumber(6),
                reader.GetDateTime(7), reader.GetDateTime(8), reader.GetString(9)));
        }

        return rows;

        T? Or<T>(int column)
            where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
        int? OrNumber(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Row row, CancellationToken cancellationToken)
    {
        var id = row.Id.ToString();
        if (await ScalarAsync(
            connection, "SELECT 1 FROM unified_media.legacy_map WHERE legacy_source = 'playground_gallery' AND legacy_id = $1", cancellationToken, id) is not null)
        {
            return;
        }

        var owner = (Guid)(await ScalarAsync(connection, "SELECT id FROM users_profile WHERE user_id = $1", cancellationToken, row.Login))!;
        var path = new Uri(row.Address).AbsolutePath.Split("/playground-images/", 2)[1];
        var metadata = JsonNode.Parse(row.Said)!.AsObject();
        metadata["gallery_id"] = id;
        metadata["title"] = row.Title ?? "";
        metadata["tags"] = new JsonArray([.. (row.Tags ?? []).Where(tag => tag is not null).Select(tag => JsonValue.Create(tag))]);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ScalarAsync(
            connection,
            "INSERT INTO unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, written_at) VALUES ('playground_gallery', $1, $2, $3, $4)",
            cancellationToken, id, row.Id, owner, row.Updated);
        var @object = (long)(await ScalarAsync(
            connection,
            """
            INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, created_at)
            VALUES ($1, 1, $2, 'playground-images', $3, 'ready', true, 'image/png', $4) RETURNING object_id
            """,
            cancellationToken, row.Id, owner, path, row.Created))!;
        await ScalarAsync(
            connection,
            """
            INSERT INTO media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata, object_id,
                mime_type, legacy_source, legacy_id)
            VALUES ($1, $2, 'image', 'playground-images', $3, $4, $5, 'PRIVATE', $6, $7, 'playground', $8, $9, 'image/png', 'playground_gallery', $10)
            """,
            cancellationToken, row.Id, owner, path, (object?)row.Width ?? DBNull.Value, (object?)row.Height ?? DBNull.Value, row.Created, row.Updated,
            new NpgsqlParameter { Value = metadata.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, @object, id);
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
