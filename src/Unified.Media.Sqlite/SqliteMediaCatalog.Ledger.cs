using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>From a reservation to a visible item.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var owner = user.Id ?? throw new MediaAccessDeniedException("Only a user of the host can store media.");
        var lease = Microseconds.Cut(timeProvider.GetUtcNow() + request.Lease);

        // Losing a fresh reservation in a power failure does no harm: its id and key are never used again, publishing flushes it together
        // with the item, and an object without a row is swept. A reservation under a caller's key must not be lost: its attempt's number
        // would be given twice.
        return request.IdempotencyKey is null
            ? WriteAsync(session => ReserveNew(session, user, request, lease), cancellationToken, WriteDurability.Written)
            : WriteAsync(session => ReserveKey(session, user, owner, request, lease), cancellationToken);
    }

    public Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        user.Id == request.Item.Owner
            ? WriteAsync(session => Publish(session, request), cancellationToken)
            : Task.FromResult<MediaItem?>(null);

    public Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        WriteAsync(
            session => session.Execute(
                """
                UPDATE objects SET state = 'deleting', next_try_at = @now
                WHERE media_id = @id AND attempt = @attempt AND owner_user_id = @owner AND state = 'pending'
                """,
                ("@now", Now),
                ("@id", reservation.Id.ToString()),
                ("@attempt", reservation.Attempt),
                ("@owner", user.Id?.ToString())) > 0,
            cancellationToken);

    private static ReserveResult ReserveNew(Session session, MediaUser user, ReserveRequest request, DateTimeOffset lease)
    {
        var isTaken = session.Scalar("SELECT 1 FROM objects WHERE media_id = @id LIMIT 1", ("@id", request.Id.ToString())) is not null;
        return isTaken
            ? throw new MediaConflictException("The id is taken.")
            : Grant(session, user, request, request.Id, attempt: 1, lease);
    }

    private ReserveResult ReserveKey(Session session, MediaUser user, OwnerId owner, ReserveRequest request, DateTimeOffset lease)
    {
        if (LedgerRow.FindKey(session, owner, request.IdempotencyKey!) is not { } row)
        {
            return ReserveNew(session, user, request, lease);
        }

        if (row.Fingerprint != request.Fingerprint)
        {
            return new(ReserveStatus.Mismatch);
        }

        if (row.IsRetired)
        {
            return new(ReserveStatus.Gone);
        }

        if (row.State == LedgerState.Ready)
        {
            return new(ReserveStatus.Replayed) { Item = FindItem(session, row.Id), ReceivedSha256 = row.ReceivedSha256 };
        }

        if (row.State == LedgerState.Pending && row.LeaseUntil > Now && !request.TakeOver)
        {
            return new(ReserveStatus.Busy);
        }

        return Grant(session, user, request, row.Id, TakeOver(session, row), lease);
    }

    // The old attempt stays due at the end of its lease: its upload may still be under way, and what it stores is erased then.
    private static int TakeOver(Session session, LedgerRow row)
    {
        session.Execute(
            """
            UPDATE objects SET state = CASE state WHEN 'pending' THEN 'deleting' ELSE state END, idempotency_key = NULL, fingerprint = NULL
            WHERE media_id = @id AND attempt = @attempt
            """,
            ("@id", row.Id.ToString()),
            ("@attempt", row.Attempt));
        return row.Attempt + 1;
    }

    private static ReserveResult Grant(
        Session session, MediaUser user, ReserveRequest request, MediaId id, int attempt, DateTimeOffset lease)
    {
        var location = request.Layout.Locate(user.KeySegment!, id, attempt, request.Extension);
        session.Execute(
            """
            INSERT INTO objects (
                media_id, attempt, owner_user_id, bucket, key, state, lease_until, next_try_at, idempotency_key, fingerprint)
            VALUES (@id, @attempt, @owner, @bucket, @key, 'pending', @lease, @lease, @idempotency, @fingerprint)
            """,
            ("@id", id.ToString()),
            ("@attempt", attempt),
            ("@owner", user.Id!.Value.ToString()),
            ("@bucket", location.Bucket),
            ("@key", location.Key),
            ("@lease", Microseconds.Of(lease)),
            ("@idempotency", request.IdempotencyKey),
            ("@fingerprint", request.Fingerprint));
        return new(ReserveStatus.Granted) { Reservation = new(id, attempt, location, lease) };
    }

    private static MediaItem? Publish(Session session, PublishRequest request)
    {
        var location = MarkReady(session, request);
        if (location is null)
        {
            return IsReady(session, request) ? FindItem(session, request.Reservation.Id) : null;
        }

        // The location is the ledger's, whatever the caller says: no row may ever name another attempt's object.
        ItemWriter.Insert(session, request.Item with { Id = request.Reservation.Id, Location = location }, request.Reservation.Attempt);
        return FindItem(session, request.Reservation.Id);
    }

    private static ObjectLocation? MarkReady(Session session, PublishRequest request)
    {
        using var row = session.Query(
            """
            UPDATE objects SET state = 'ready', next_try_at = NULL, received_sha256 = @received
            WHERE media_id = @id AND attempt = @attempt AND owner_user_id = @owner AND state = 'pending'
            RETURNING bucket, key
            """,
            ("@received", request.ReceivedSha256),
            ("@id", request.Reservation.Id.ToString()),
            ("@attempt", request.Reservation.Attempt),
            ("@owner", request.Item.Owner.ToString()));
        return row.Read() ? new(row.GetString(0), row.GetString(1)) : null;
    }

    private static bool IsReady(Session session, PublishRequest request) =>
        session.Scalar(
            "SELECT 1 FROM objects WHERE media_id = @id AND attempt = @attempt AND owner_user_id = @owner AND state = 'ready'",
            ("@id", request.Reservation.Id.ToString()),
            ("@attempt", request.Reservation.Attempt),
            ("@owner", request.Item.Owner.ToString())) is not null;
}
