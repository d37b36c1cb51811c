using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Reserves attempts.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var owner = user.Id ?? throw new MediaAccessDeniedException("Anonymous users and the service own no items, so they cannot store media.");
        var leaseUntil = Microseconds.Truncate(_timeProvider.GetUtcNow() + request.Lease);
        if (!request.Role.IsOriginal)
        {
            return WriteAsync(session => ReserveInRole(session, user, owner, request, leaseUntil), cancellationToken);
        }

        // A reservation of a new original need not be durable: its id and object key are never used again, the commit of the item flushes it too, and
        // the sweeper deletes an object without a row. A reservation with an idempotency key or of a derived object must be durable, because the
        // number of its attempt could otherwise be granted twice.
        return request.IdempotencyKey is null
            ? WriteAsync(session => ReserveNew(session, user, request, leaseUntil), cancellationToken, WriteDurability.Written)
            : WriteAsync(session => ReserveByKey(session, user, owner, request, leaseUntil), cancellationToken);
    }

    private static ReserveResult ReserveNew(Session session, MediaUser user, ReserveRequest request, DateTimeOffset leaseUntil)
    {
        var isTaken = session.Scalar("SELECT 1 FROM objects WHERE media_id = @id LIMIT 1", ("@id", request.Id.ToString())) is not null;
        return isTaken
            ? throw new MediaConflictException("An item with this id already exists.")
            : Grant(session, user, request, request.Id, attempt: 1, leaseUntil);
    }

    private ReserveResult ReserveByKey(Session session, MediaUser user, OwnerId owner, ReserveRequest request, DateTimeOffset leaseUntil)
    {
        if (LedgerRow.FindByKey(session, owner, request.IdempotencyKey!) is not { } row)
        {
            return ReserveNew(session, user, request, leaseUntil);
        }

        if (row.Fingerprint != request.Fingerprint)
        {
            return new() { Status = ReserveStatus.Mismatch };
        }

        if (row.IsItemDeleted)
        {
            return new() { Status = ReserveStatus.Gone };
        }

        return row.State == LedgerState.Ready
            ? new() { Status = ReserveStatus.Replayed, Item = FindItem(session, row.Id), ReceivedSha256 = row.ReceivedSha256 }
            : GrantNextAttempt(session, user, row, request, leaseUntil);
    }

    private ReserveResult ReserveInRole(Session session, MediaUser user, OwnerId owner, ReserveRequest request, DateTimeOffset leaseUntil)
    {
        if (!LedgerRow.IsVisible(session, request.Id, owner))
        {
            throw new MediaNotFoundException("The user has no visible item with this id.");
        }

        if (LedgerRow.FindLatest(session, request.Id, request.Role) is not { } row)
        {
            return Grant(session, user, request, request.Id, attempt: 1, leaseUntil);
        }

        return row.State == LedgerState.Ready
            ? throw new MediaConflictException("The item already has an object in this role.")
            : GrantNextAttempt(session, user, row, request, leaseUntil);
    }

    private ReserveResult GrantNextAttempt(Session session, MediaUser user, LedgerRow row, ReserveRequest request, DateTimeOffset leaseUntil) =>
        row.State == LedgerState.Pending && row.LeaseUntil > Now && !request.TakeOver
            ? new() { Status = ReserveStatus.Busy }
            : Grant(session, user, request, row.Id, TakeOver(session, row), leaseUntil);

    // The janitor deletes the object of the old attempt only at the end of the lease, because the upload may still be running.
    private static int TakeOver(Session session, LedgerRow row)
    {
        session.Execute(
            """
            UPDATE objects SET state = CASE state WHEN 'pending' THEN 'deleting' ELSE state END, idempotency_key = NULL, fingerprint = NULL
            WHERE media_id = @id AND role = @role AND attempt = @attempt
            """,
            ("@id", row.Id.ToString()),
            ("@role", row.Role.ToString()),
            ("@attempt", row.Attempt));
        return row.Attempt + 1;
    }

    private static ReserveResult Grant(
        Session session, MediaUser user, ReserveRequest request, MediaId id, int attempt, DateTimeOffset leaseUntil)
    {
        var location = request.Layout.Locate(user.KeySegment!, id, attempt, request.Extension, request.Role);
        session.Execute(
            """
            INSERT INTO objects (
                media_id, role, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at, idempotency_key, fingerprint)
            VALUES (@id, @role, @attempt, @owner, @bucket, @key, 'pending', @lease, @lease, @idempotency, @fingerprint)
            """,
            ("@id", id.ToString()),
            ("@role", request.Role.ToString()),
            ("@attempt", attempt),
            ("@owner", user.Id!.Value.ToString()),
            ("@bucket", location.Bucket),
            ("@key", location.Key),
            ("@lease", Microseconds.FromDateTimeOffset(leaseUntil)),
            ("@idempotency", request.IdempotencyKey),
            ("@fingerprint", request.Fingerprint));
        return new()
        {
            Status = ReserveStatus.Granted,
            Reservation = new() { Id = id, Role = request.Role, Attempt = attempt, Location = location, LeaseUntil = leaseUntil },
        };
    }
}
