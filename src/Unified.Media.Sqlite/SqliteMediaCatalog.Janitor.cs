using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Implements the calls of the janitor and the sweeper.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        WriteAsync(session => Claim(session, limit), cancellationToken);

    public Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        WriteAsync(
            session => session.Execute(
                """
                UPDATE objects SET state = 'gone', next_try_at = NULL, gone_at = @now
                WHERE media_id = @id AND role = @role AND attempt = @attempt AND state = 'deleting'
                """,
                ("@now", Now),
                ("@id", deleted.Id.ToString()),
                ("@role", deleted.Role.ToString()),
                ("@attempt", deleted.Attempt)),
            cancellationToken,
            WriteDurability.Written); // If the change is lost, the janitor deletes the object again.

    public Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        WriteAsync(session => Purge(session, Microseconds.FromDateTimeOffset(_timeProvider.GetUtcNow() - retention)), cancellationToken);

    public Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ObjectLocation>>(
            session => [.. locations.Where(location => !IsReferenced(session, location))], cancellationToken);

    // Attempt numbers must not repeat. So the row with an idempotency key is not deleted before the rows of all older attempts, and the row of the
    // latest attempt to store a derived object is not deleted before its item.
    private static int Purge(Session session, long goneBefore) => session.Execute(
        """
        DELETE FROM objects WHERE gone_at < @before
            AND (idempotency_key IS NULL OR NOT EXISTS (
                SELECT 1 FROM objects AS older
                WHERE older.media_id = objects.media_id AND older.role = objects.role AND older.attempt < objects.attempt
                AND (older.gone_at IS NULL OR older.gone_at >= @before)))
            AND (role = 'original'
                OR EXISTS (
                    SELECT 1 FROM objects AS newer
                    WHERE newer.media_id = objects.media_id AND newer.role = objects.role AND newer.attempt > objects.attempt)
                OR NOT EXISTS (
                    SELECT 1 FROM objects AS original
                    WHERE original.media_id = objects.media_id AND original.role = 'original' AND original.state = 'ready'))
        """,
        ("@before", goneBefore));

    private static bool IsReferenced(Session session, ObjectLocation location) =>
        session.Scalar(
            "SELECT 1 FROM objects WHERE bucket = @bucket AND key = @key AND state <> 'gone'",
            ("@bucket", location.Bucket),
            ("@key", location.Key)) is not null;

    private IReadOnlyList<LedgerObject> Claim(Session session, int limit)
    {
        var now = Now;
        session.Execute("UPDATE objects SET state = 'deleting' WHERE state = 'pending' AND next_try_at <= @now", ("@now", now));
        var dueObjects = FindDueObjects(session, now, limit);
        foreach (var (claimed, claims) in dueObjects)
        {
            session.Execute(
                "UPDATE objects SET claims = @claims, next_try_at = @next WHERE media_id = @id AND role = @role AND attempt = @attempt",
                ("@claims", claims),
                ("@next", now + ((long)ClaimRetryDelay.AfterClaims(claims).TotalMicroseconds)),
                ("@id", claimed.Id.ToString()),
                ("@role", claimed.Role.ToString()),
                ("@attempt", claimed.Attempt));
        }

        return [.. dueObjects.Select(entry => entry.Object)];
    }

    private static List<(LedgerObject Object, int Claims)> FindDueObjects(Session session, long now, int limit)
    {
        using var row = session.Query(
            """
            SELECT media_id, role, attempt, bucket, key, claims + 1 FROM objects
            WHERE next_try_at <= @now AND state = 'deleting'
            ORDER BY next_try_at, media_id, attempt, role LIMIT @limit
            """,
            ("@now", now),
            ("@limit", limit));
        var dueObjects = new List<(LedgerObject, int)>();
        while (row.Read())
        {
            var location = new ObjectLocation(row.GetString(3), row.GetString(4));
            var claimed = new LedgerObject
            {
                Id = MediaId.Parse(row.GetString(0)),
                Role = ObjectRole.Parse(row.GetString(1)),
                Attempt = row.GetInt32(2),
                Location = location,
            };
            dueObjects.Add((claimed, row.GetInt32(5)));
        }

        return dueObjects;
    }
}
