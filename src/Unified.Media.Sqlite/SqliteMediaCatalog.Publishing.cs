using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Publishes, confirms and abandons attempts.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        user.Id == request.Item.Owner && request.Reservation.Role.IsOriginal
            ? WriteAsync(session => Publish(session, request), cancellationToken)
            : Task.FromResult<MediaItem?>(null);

    public Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken) =>
        user.Id is { } owner && !request.Reservation.Role.IsOriginal
            ? WriteAsync(session => Confirm(session, owner, request), cancellationToken)
            : Task.FromResult(false);

    public Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        WriteAsync(
            session => session.Execute(
                """
                UPDATE objects SET state = 'deleting', next_try_at = @now
                WHERE media_id = @id AND role = @role AND attempt = @attempt AND owner_user_id = @owner AND state = 'pending'
                """,
                [("@now", Now), .. AttemptArguments(reservation, user.Id)]) > 0,
            cancellationToken);

    private static MediaItem? Publish(Session session, PublishRequest request)
    {
        var location = MarkReady(session, request);
        if (location is null)
        {
            return IsReady(session, request.Reservation, request.Item.Owner) ? FindItem(session, request.Reservation.Id) : null;
        }

        // The location is read from the ledger and not from the request, so that no item can refer to the object of another attempt.
        ItemWriter.Insert(session, request.Item with { Id = request.Reservation.Id, Location = location }, request.Reservation.Attempt);
        return FindItem(session, request.Reservation.Id);
    }

    private static ObjectLocation? MarkReady(Session session, PublishRequest request)
    {
        using var row = session.Query(
            """
            UPDATE objects SET state = 'ready', next_try_at = NULL, received_sha256 = @received
            WHERE media_id = @id AND role = @role AND attempt = @attempt AND owner_user_id = @owner AND state = 'pending'
            RETURNING bucket, key
            """,
            [("@received", request.ReceivedSha256), .. AttemptArguments(request.Reservation, request.Item.Owner)]);
        return row.Read() ? new(row.GetString(0), row.GetString(1)) : null;
    }

    private static bool Confirm(Session session, OwnerId owner, ConfirmRequest request)
    {
        if (!LedgerRow.IsVisible(session, request.Reservation.Id, owner))
        {
            return false;
        }

        var changedRows = session.Execute(
            """
            UPDATE objects SET state = 'ready', next_try_at = NULL, content_type = @type, size_bytes = @size, sha256 = @sha256
            WHERE media_id = @id AND role = @role AND attempt = @attempt AND owner_user_id = @owner AND state = 'pending'
            """,
            [
                ("@type", request.ContentType), ("@size", request.SizeBytes), ("@sha256", request.Sha256),
                .. AttemptArguments(request.Reservation, owner),
            ]);
        return changedRows > 0 || IsReady(session, request.Reservation, owner);
    }

    private static bool IsReady(Session session, Reservation reservation, OwnerId owner) =>
        session.Scalar(
            """
            SELECT 1 FROM objects
            WHERE media_id = @id AND role = @role AND attempt = @attempt AND owner_user_id = @owner AND state = 'ready'
            """,
            AttemptArguments(reservation, owner)) is not null;

    private static Argument[] AttemptArguments(Reservation reservation, OwnerId? owner) =>
    [
        ("@id", reservation.Id.ToString()), ("@role", reservation.Role.ToString()), ("@attempt", reservation.Attempt),
        ("@owner", owner?.ToString()),
    ];
}
