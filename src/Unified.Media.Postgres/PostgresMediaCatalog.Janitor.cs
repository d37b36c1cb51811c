using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>What the janitor and the sweep ask for, as the worker's role.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken)
    {
        var to = new Statement();
        to.Sql = $"SELECT media_id, attempt, bucket, key FROM {_names.Function("claim_unfinished")}({to.Add(limit)}, {to.AddTime(Now)})";

        // Claimed twice is not erased twice at once: what the first answer named rests until its delay is over.
        return WorkAsync<IReadOnlyList<LedgerObject>>(
            to,
            async (row, cancel) =>
            {
                var claimed = new List<LedgerObject>();
                while (await row.ReadAsync(cancel).ConfigureAwait(false))
                {
                    claimed.Add(new(new(row.GetGuid(0)), row.GetInt32(1), new(row.GetString(2), row.GetString(3))));
                }

                return claimed;
            },
            Repetition.Repeatable,
            cancellationToken);
    }

    // Said by whoever erased the object: the application after a delete, the worker after a claim. The login itself may.
    public async Task ForgetAsync(LedgerObject erased, CancellationToken cancellationToken)
    {
        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var to = new Statement();
        string[] values =
        [
            to.Add(erased.Id.Value), to.Add(erased.Attempt), to.Add(erased.Location.Bucket), to.Add(erased.Location.Key), to.AddTime(Now),
        ];
        to.Sql = $"SELECT {_names.Function("forget")}({string.Join(", ", values)})";
        await _roundtrips.RunAsync(_connections.App, [to], ReadBooleanAsync, Repetition.Repeatable, cancellationToken).ConfigureAwait(false);
    }

    public Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken)
    {
        var to = new Statement();
        to.Sql = $"SELECT {_names.Function("purge")}({to.AddTime(PgTime.Of(_time.GetUtcNow() - retention))})";
        return WorkAsync(
            to,
            async (row, cancel) =>
            {
                await row.ReadAsync(cancel).ConfigureAwait(false);
                return row.GetInt32(0);
            },
            Repetition.Repeatable,
            cancellationToken);
    }

    public async Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        if (locations.Count == 0)
        {
            return [];
        }

        var to = new Statement();
        string[] buckets = [.. locations.Select(location => location.Bucket)];
        string[] keys = [.. locations.Select(location => location.Key)];
        to.Sql = $"SELECT bucket, key FROM {_names.Function("unreferenced")}({to.Add(buckets)}, {to.Add(keys)})";
        return await WorkAsync<IReadOnlyList<ObjectLocation>>(
            to,
            async (row, cancel) =>
            {
                var unreferenced = new List<ObjectLocation>();
                while (await row.ReadAsync(cancel).ConfigureAwait(false))
                {
                    unreferenced.Add(new(row.GetString(0), row.GetString(1)));
                }

                return unreferenced;
            },
            Repetition.Read,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WorkAsync<T>(
        Statement statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, Repetition repetition, CancellationToken cancellationToken)
    {
        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        return await _roundtrips
            .RunAsync(_connections.Worker, [Identity.TakeOn(_options.WorkerRole), statement], read, repetition, cancellationToken)
            .ConfigureAwait(false);
    }
}
