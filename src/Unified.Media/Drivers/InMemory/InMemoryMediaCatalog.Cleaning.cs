namespace Unified.Media.Drivers;

internal sealed partial class InMemoryMediaCatalog
{
    private readonly HashSet<LedgerRow> _unfinished = [];
    private readonly HashSet<LedgerRow> _tombstones = [];
    private readonly HashSet<ObjectLocation> _referencedLocations = [];

    public Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        AtomicAsync(() => Claim(limit), cancellationToken);

    public Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        AtomicAsync(() => CompleteDeletion(deleted), cancellationToken);

    public Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        AtomicAsync(() => Purge(retention), cancellationToken);

    public Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        AtomicAsync<IReadOnlyList<ObjectLocation>>(
            () => [.. locations.Where(location => !_referencedLocations.Contains(location))], cancellationToken);

    private IReadOnlyList<LedgerObject> Claim(int limit)
    {
        var now = Now();
        foreach (var expiredRow in _unfinished.Where(row => row.State == LedgerState.Pending && row.LeaseUntil <= now))
        {
            StartDeleting(expiredRow, expiredRow.LeaseUntil);
        }

        LedgerRow[] dueRows =
        [
            .. _unfinished
                .Where(row => row.State == LedgerState.Deleting && row.NextTryAt <= now)
                .OrderBy(row => row.NextTryAt)
                .ThenBy(row => row.Entry.Id)
                .ThenBy(row => row.Attempt)
                .ThenBy(row => row.Role.ToString(), StringComparer.Ordinal)
                .Take(limit),
        ];
        foreach (var row in dueRows)
        {
            row.NextTryAt = now + ClaimRetryDelay.AfterClaims(++row.ClaimCount);
        }

        return [.. dueRows.Select(row => row.ToObject())];
    }

    private bool CompleteDeletion(LedgerObject deleted)
    {
        if (!_entries.TryGetValue(deleted.Id, out var entry) || entry.Find(deleted.Role, deleted.Attempt) is not { State: LedgerState.Deleting } row)
        {
            return false;
        }

        row.State = LedgerState.Gone;
        row.GoneAt = Now();
        _unfinished.Remove(row);
        _referencedLocations.Remove(row.Location);
        _tombstones.Add(row);
        return true;
    }

    private int Purge(TimeSpan retention)
    {
        var goneBefore = Now() - retention;
        LedgerRow[] expiredRows = [.. _tombstones.Where(row => row.GoneAt < goneBefore)];
        foreach (var row in expiredRows)
        {
            _tombstones.Remove(row);
            row.Entry.Rows.Remove(row);
            if (row.Entry.Rows.Count == 0)
            {
                RemoveEntry(row.Entry);
            }
        }

        return expiredRows.Length;
    }

    private void RemoveEntry(LedgerEntry entry)
    {
        _entries.Remove(entry.Id);
        if (entry.IdempotencyKey is { } key)
        {
            _idempotencyKeys.Remove((entry.Owner, key));
        }
    }

    private void StartDeleting(LedgerRow row, DateTimeOffset dueAt)
    {
        row.State = LedgerState.Deleting;
        row.NextTryAt = dueAt;
        _unfinished.Add(row);
    }
}
