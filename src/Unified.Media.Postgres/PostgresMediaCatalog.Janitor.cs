using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Implements the calls of the janitor and the sweeper, which run with the worker role.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken)
    {
        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var claim = new Statement();
        string[] values = [claim.Add(limit), claim.AddTime(Now), claim.Add(ClaimRetryDelay.MinDelay), claim.Add(ClaimRetryDelay.MaxDelay)];
        claim.Sql = $"select media_id, role, attempt, bucket, key from {_names.Function("claim_unfinished")}({string.Join(", ", values)})";
        var batch = CreateWorkerBatch();
        var claimed = batch.AddList(
            claim,
            row => new LedgerObject
            {
                Id = new(row.GetGuid(0)),
                Role = ObjectRole.Parse(row.GetString(1)),
                Attempt = row.GetInt32(2),
                Location = new(row.GetString(3), row.GetString(4)),
            });

        // If the first execution succeeded but its response was lost, a retry does not return the same objects: each of
        // them can be claimed again only after a delay.
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return claimed.Value;
    }

    // The login of the application calls the function after a delete, and the login of the worker calls it after a claim. So it needs no role.
    public async Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken)
    {
        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var complete = new Statement();
        string[] values =
        [
            complete.Add(deleted.Id.Value), complete.Add(deleted.Role.ToString()), complete.Add(deleted.Attempt),
            complete.Add(deleted.Location.Bucket), complete.Add(deleted.Location.Key), complete.AddTime(Now),
        ];
        complete.Sql = $"select {_names.Function("complete_deletion")}({string.Join(", ", values)})";
        var batch = new StatementBatch(_connections.App);
        batch.Add(complete);
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken)
    {
        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var purge = new Statement();
        purge.Sql = $"select {_names.Function("purge")}({purge.AddTime(PgTime.FromDateTimeOffset(_time.GetUtcNow() - retention))})";
        var batch = CreateWorkerBatch();
        var purged = batch.AddSingle(purge, row => row.GetInt32(0));
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return purged.Value;
    }

    public async Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        if (locations.Count == 0)
        {
            return [];
        }

        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var find = new Statement();
        string[] buckets = [.. locations.Select(location => location.Bucket)];
        string[] keys = [.. locations.Select(location => location.Key)];
        find.Sql = $"select bucket, key from {_names.Function("find_unreferenced")}({find.Add(buckets)}, {find.Add(keys)})";
        var batch = CreateWorkerBatch();
        var unreferenced = batch.AddList(find, row => new ObjectLocation(row.GetString(0), row.GetString(1)));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return unreferenced.Value;
    }

    private StatementBatch CreateWorkerBatch()
    {
        var worker = DatabaseRole.WithoutClaims(_connections.Worker, _names.WorkerRole);
        var batch = new StatementBatch(worker.DataSource);
        batch.Add(worker.SetRole());
        return batch;
    }
}
