using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The old way: a program reads a row, finds its owner, looks whether it was there before, works out the item, and inserts it with what belongs
/// to it, one row a transaction. It maps far less than the migration does, and runs beside the server: over a network it would be slower.
/// </summary>
internal sealed class RowByRow(TestServer server, LegacyLibrary library)
{
    public async Task<CopySpeed> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await library.CreateAsync(server, cancellationToken);
        var sample = Math.Min(5_000, library.Rows / 10);

        // Chosen among the first ones: to look for them in all would take longer than to copy them.
        var ids = await database.ColumnAsync<Guid>(
            $"""
            SELECT g.id FROM (SELECT * FROM playground_gallery ORDER BY id LIMIT {5 * sample}) g
            WHERE (SELECT count(*) FROM users_profile p WHERE p.user_id = g.user_id) = 1 AND g.image_url LIKE '%/saved/saved-image-%'
                AND jsonb_typeof(g.generation_metadata) = 'object' AND g.updated_at >= g.created_at
                AND NOT EXISTS (SELECT FROM unified_media.legacy_map l WHERE l.legacy_source = 'playground_gallery' AND l.legacy_id = g.id::text)
            ORDER BY g.id LIMIT {sample}
            """,
            cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        foreach (var id in ids)
        {
            await CopyAsync(connection, id, cancellationToken);
        }

        return new(ids.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, double.NaN);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var read = new NpgsqlCommand(
            "SELECT user_id, image_url, title, tags, width, height, created_at, updated_at, generation_metadata FROM playground_gallery WHERE id = $1", connection)
        { Parameters = { new() { Value = id } } };
        Guid login;
        string address, title, said;
        string?[]? tags;
        int? width, height;
        DateTime created, updated;
        await using (var row = await read.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            login = row.GetGuid(0);
            address = row.GetString(1);
            title = row.IsDBNull(2) ? "" : row.GetString(2);
            tags = row.IsDBNull(3) ? null : row.GetFieldValue<string?[]>(3);
            width = row.IsDBNull(4) ? null : row.GetInt32(4);
            height = row.IsDBNull(5) ? null : row.GetInt32(5);
            created = row.GetDateTime(6);
            updated = row.GetDateTime(7);
            said = row.IsDBNull(8) ? "{}" : row.GetString(8);
        }

        var owner = (Guid)(await ScalarAsync(connection, "SELECT id FROM users_profile WHERE user_id = $1", cancellationToken, login))!;
        if (await ScalarAsync(
            connection, "SELECT 1 FROM unified_media.legacy_map WHERE legacy_source = 'playground_gallery' AND legacy_id = $1", cancellationToken, id.ToString()) is not null)
        {
            return;
        }

        var path = new Uri(address).AbsolutePath.Split("/playground-images/", 2)[1];
        var metadata = JsonNode.Parse(said)!.AsObject();
        metadata["gallery_id"] = id.ToString();
        metadata["title"] = title;
        metadata["tags"] = new JsonArray([.. (tags ?? []).Where(tag => tag is not null).Select(tag => JsonValue.Create(tag))]);
        await ScalarAsync(
            connection,
            "INSERT INTO unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, written_at) VALUES ('playground_gallery', $1, $2, $3, $4)",
            cancellationToken, id.ToString(), id, owner, updated);
        var @object = (long)(await ScalarAsync(
            connection,
            """
            INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, created_at)
            VALUES ($1, 1, $2, 'playground-images', $3, 'ready', true, 'image/png', $4) RETURNING object_id
            """,
            cancellationToken, id, owner, path, created))!;
        await ScalarAsync(
            connection,
            """
            INSERT INTO media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata, object_id,
                mime_type, legacy_source, legacy_id)
            VALUES ($1, $2, 'image', 'playground-images', $3, $4, $5, 'PRIVATE', $6, $7, 'playground', $8, $9, 'image/png', 'playground_gallery', $10)
            """,
            cancellationToken, id, owner, path, (object?)width ?? DBNull.Value, (object?)height ?? DBNull.Value, created, updated,
            new NpgsqlParameter { Value = metadata.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, @object, id.ToString());
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
