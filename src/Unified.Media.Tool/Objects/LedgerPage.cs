using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Tool;

/// <summary>Reads the ledger's complete objects, page by page, in the order of their numbers.</summary>
internal sealed class LedgerPage(NpgsqlDataSource database, PostgresSchemaNames names)
{
    private const int Size = 1000;

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select count(*) from {names.Schema}.objects where state = 'ready'");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<ExpectedObject>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select object_id, media_id, bucket, key, size_bytes, encode(sha256, 'hex') from {names.Schema}.objects
            where state = 'ready' and object_id > @after order by object_id limit {Size}
            """);
        command.Parameters.Add(new NpgsqlParameter("after", NpgsqlDbType.Bigint) { Value = after });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Some of them, each as likely as any other.</summary>
    public async Task<IReadOnlyList<ExpectedObject>> SampleAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select object_id, media_id, bucket, key, size_bytes, encode(sha256, 'hex') from {names.Schema}.objects
            where state = 'ready' order by random() limit @count
            """);
        command.Parameters.Add(new NpgsqlParameter("count", NpgsqlDbType.Integer) { Value = count });
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<ExpectedObject>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var objects = new List<ExpectedObject>();
        while (await reader.ReadAsync(cancellationToken))
        {
            objects.Add(new(
                reader.GetInt64(0), reader.GetGuid(1), new(reader.GetString(2), reader.GetString(3)),
                reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        }

        return objects;
    }
}
