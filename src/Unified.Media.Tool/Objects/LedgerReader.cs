using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Tool;

/// <summary>Reads the objects of the ledger with the state <c>ready</c>.</summary>
internal sealed class LedgerReader(NpgsqlDataSource database, PostgresSchemaNames names)
{
    private const int PageSize = 1000;

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select count(*) from {names.Schema}.objects where state = 'ready'");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Reads up to 1,000 objects with ids greater than <paramref name="afterId"/>, ordered by id. Returns an empty list at the end.
    /// </summary>
    public async Task<IReadOnlyList<LedgerObject>> ReadPageAsync(long afterId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select object_id, media_id, bucket, key, size_bytes, encode(sha256, 'hex') from {names.Schema}.objects
            where state = 'ready' and object_id > @after order by object_id limit {PageSize}
            """);
        command.Parameters.Add(new NpgsqlParameter("after", NpgsqlDbType.Bigint) { Value = afterId });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Reads a uniform random sample. Returns fewer objects when the ledger has fewer.</summary>
    public async Task<IReadOnlyList<LedgerObject>> SampleAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select object_id, media_id, bucket, key, size_bytes, encode(sha256, 'hex') from {names.Schema}.objects
            where state = 'ready' order by random() limit @count
            """);
        command.Parameters.Add(new NpgsqlParameter("count", NpgsqlDbType.Integer) { Value = count });
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<LedgerObject>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var objects = new List<LedgerObject>();
        while (await reader.ReadAsync(cancellationToken))
        {
            objects.Add(new(
                reader.GetInt64(0), reader.GetGuid(1), new(reader.GetString(2), reader.GetString(3)),
                reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        }

        return objects;
    }
}
