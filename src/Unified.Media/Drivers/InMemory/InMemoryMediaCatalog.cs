namespace Unified.Media.Drivers;

/// <summary>
/// The catalog in memory, for tests and demonstrations, and the reference implementation of the contract. A lock makes every call atomic.
/// </summary>
internal sealed partial class InMemoryMediaCatalog(TimeProvider timeProvider) : IMediaCatalog
{
    private readonly Lock _lock = new();
    private readonly Guid _catalogId = Guid.CreateVersion7(timeProvider.GetUtcNow());
    private readonly Dictionary<MediaId, LedgerEntry> _entries = [];
    private readonly Dictionary<(OwnerId Owner, string Key), LedgerEntry> _idempotencyKeys = [];

    public string ProviderName => "memory";

    public Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) => AtomicAsync(() => _catalogId, cancellationToken);

    public Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        AtomicAsync(() => Reserve(user, request), cancellationToken);

    public Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        AtomicAsync(() => Publish(user, request), cancellationToken);

    public Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken) =>
        AtomicAsync(() => Confirm(user, request), cancellationToken);

    public Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        AtomicAsync(() => Abandon(user, reservation), cancellationToken);

    public Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
        AtomicAsync(() => Update(user, update), cancellationToken);

    public Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        AtomicAsync(() => MarkDeleted(user, id), cancellationToken);

    private ReserveResult Reserve(MediaUser user, ReserveRequest request)
    {
        var owner = GetOwner(user);
        if (!request.Role.IsOriginal)
        {
            return ReserveRole(user, owner, request);
        }

        if (request.IdempotencyKey is { } key && _idempotencyKeys.TryGetValue((owner, key), out var existing))
        {
            return Resume(user, existing, request);
        }

        var entry = new LedgerEntry(request.Id, owner, request.IdempotencyKey, request.Fingerprint);
        if (!_entries.TryAdd(request.Id, entry))
        {
            throw new MediaConflictException("An item with this id already exists.");
        }

        if (entry.IdempotencyKey is not null)
        {
            _idempotencyKeys.Add((owner, entry.IdempotencyKey), entry);
        }

        return Grant(user, entry, request);
    }

    private ReserveResult Resume(MediaUser user, LedgerEntry entry, ReserveRequest request)
    {
        if (entry.Fingerprint != request.Fingerprint)
        {
            return new() { Status = ReserveStatus.Mismatch };
        }

        if (entry.IsDeleted)
        {
            return new() { Status = ReserveStatus.Gone };
        }

        if (entry.Item is { } item)
        {
            return new() { Status = ReserveStatus.Replayed, Item = item, ReceivedSha256 = entry.ReceivedSha256 };
        }

        return GrantNext(user, entry, request);
    }

    private ReserveResult ReserveRole(MediaUser user, OwnerId owner, ReserveRequest request)
    {
        if (!_entries.TryGetValue(request.Id, out var entry) || entry.Owner != owner || entry.Item is null)
        {
            throw new MediaNotFoundException("The user has no visible item with this id.");
        }

        return entry.Find(request.Role, LedgerState.Ready) is null
            ? GrantNext(user, entry, request)
            : throw new MediaConflictException("The item already has an object in this role.");
    }

    private ReserveResult GrantNext(MediaUser user, LedgerEntry entry, ReserveRequest request)
    {
        if (entry.Find(request.Role, LedgerState.Pending) is { } pending)
        {
            if (!request.TakeOver && pending.LeaseUntil > Now())
            {
                return new() { Status = ReserveStatus.Busy };
            }

            // The writer may still be storing the object, so it is not deleted before the lease expires.
            StartDeleting(pending, pending.LeaseUntil);
        }

        return Grant(user, entry, request);
    }

    private ReserveResult Grant(MediaUser user, LedgerEntry entry, ReserveRequest request)
    {
        var attempt = entry.NextAttempt(request.Role);
        var location = request.Layout.Locate(user.KeySegment!, entry.Id, attempt, request.Extension, request.Role);
        var row = new LedgerRow(entry, request.Role, attempt, location, Now() + request.Lease);
        entry.Rows.Add(row);
        _referencedLocations.Add(location);
        _unfinished.Add(row);
        return new() { Status = ReserveStatus.Granted, Reservation = row.ToReservation() };
    }

    private MediaItem? Publish(MediaUser user, PublishRequest request)
    {
        var owner = GetOwner(user);
        if (FindRow(owner, request.Reservation) is not { Role.IsOriginal: true } row)
        {
            return null;
        }

        // The state decides, not the clock: an attempt with an expired lease can still become ready until the janitor claims it.
        if (row.State == LedgerState.Pending)
        {
            row.State = LedgerState.Ready;
            row.Entry.ReceivedSha256 = request.ReceivedSha256;
            _unfinished.Remove(row);
            SetItem(row.Entry, request.Item);
        }

        return row.State == LedgerState.Ready ? row.Entry.Item : null;
    }

    private bool Confirm(MediaUser user, ConfirmRequest request)
    {
        if (user.Id is not { } owner || FindRow(owner, request.Reservation) is not { Role.IsOriginal: false, Entry.Item: not null } row)
        {
            return false;
        }

        if (row.State == LedgerState.Pending)
        {
            row.State = LedgerState.Ready;
            _unfinished.Remove(row);
        }

        return row.State == LedgerState.Ready;
    }

    private bool Abandon(MediaUser user, Reservation reservation)
    {
        if (user.Id is not { } owner || FindRow(owner, reservation) is not { State: LedgerState.Pending } row)
        {
            return false;
        }

        StartDeleting(row, Now());
        return true;
    }

    private MediaItem? Update(MediaUser user, CatalogUpdate update)
    {
        if (!_entries.TryGetValue(update.Id, out var entry)
            || !AccessRule.CanChange(user, entry.Owner)
            || entry.Item is not { } item
            || item.UpdatedAt != update.ExpectedUpdatedAt)
        {
            return null;
        }

        SetItem(entry, item with { UpdatedAt = update.UpdatedAt, Metadata = update.Metadata, Visibility = update.Visibility });
        return entry.Item;
    }

    private DeletedMedia? MarkDeleted(MediaUser user, MediaId id)
    {
        if (!_entries.TryGetValue(id, out var entry) || !AccessRule.CanChange(user, entry.Owner))
        {
            return null;
        }

        foreach (var row in entry.Rows.Where(row => row.State is LedgerState.Pending or LedgerState.Ready))
        {
            entry.IsDeleted = true;
            StartDeleting(row, Now());
        }

        RemoveItem(entry);
        LedgerObject[] objects = [.. entry.Rows.Where(row => row.State == LedgerState.Deleting).Select(row => row.ToObject())];
        return objects.Length == 0 ? null : new() { Id = id, Objects = objects };
    }

    private LedgerRow? FindRow(OwnerId owner, Reservation reservation) =>
        _entries.TryGetValue(reservation.Id, out var entry) && entry.Owner == owner ? entry.Find(reservation.Role, reservation.Attempt) : null;

    private static OwnerId GetOwner(MediaUser user) =>
        user.Id ?? throw new MediaAccessDeniedException("Anonymous users and the service own no items, so they cannot store media.");

    private DateTimeOffset Now() => Microseconds.Truncate(timeProvider.GetUtcNow());

    private Task<T> AtomicAsync<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (_lock)
            {
                return Task.FromResult(operation());
            }
        }
        catch (MediaException exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
