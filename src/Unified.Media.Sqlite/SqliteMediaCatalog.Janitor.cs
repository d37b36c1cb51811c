using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>What the janitor and the sweep ask for.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        WriteAsync(session => Claim(session, limit), cancellationToken);

    public Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        WriteAsync(
            session => session.Execute(
                """
                UPDATE objects SET state = 'gone', next_try_at = NULL, gone_at = @now
                WHERE media_id = @id AND attempt = @attempt AND state = 'deleting'
                """,
                ("@now", Now),
                ("@id", deleted.Id.ToString()),
                ("@attempt", deleted.Attempt)),
            cancellationToken,
            WriteDurability.Written); // Lost, it is said again after the object was deleted again.

    public Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        WriteAsync(session => Purge(session, Microseconds.Of(_timeProvider.GetUtcNow() - retention)), cancellationToken);

    public Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ObjectLocation>>(
            session => [.. locations.Where(location => !IsReferenced(session, location))], cancellationToken);

    // The attempt that carries the key outlives the older ones: while any is there, the key must go on counting where it stopped.
    private static int Purge(Session session, long goneBefore) => session.Execute(
        """
        DELETE FROM objects WHERE gone_at < @before AND (idempotency_key IS NULL OR NOT EXISTS (
            SELECT 1 FROM objects AS older
            WHERE older.media_id = objects.media_id AND older.attempt < objects.attempt
            AND (older.gone_at IS NULL OR older.gone_at >= @before)))
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
        var due = FindDue(session, now, limit);
        foreach (var (claimed, claims) in due)
        {
            session.Execute(
                "UPDATE objects SET claims = @claims, next_try_at = @next WHERE media_id = @id AND attempt = @attempt",
                ("@claims", claims),
                ("@next", now + ((long)RetryDelay.After(claims).TotalMicroseconds)),
                ("@id", claimed.Id.ToString()),
                ("@attempt", claimed.Attempt));
        }

        return [.. due.Select(entry => entry.Object)];
    }

    private static List<(LedgerObject Object, int Claims)> FindDue(Session session, long now, int limit)
    {
        using var row = session.Query(
            """
            SELECT media_id, attempt, bucket, key, claims + 1 FROM objects
            WHERE next_try_at <= @now AND state = 'deleting'
            ORDER BY next_try_at, media_id, attempt LIMIT @limit
            """,
            ("@now", now),
            ("@limit", limit));
        var due = new List<(LedgerObject, int)>();
        while (row.Read())
        {
            due.Add((new(MediaId.Parse(row.GetString(0)), row.GetInt32(1), new(row.GetString(2), row.GetString(3))), row.GetInt32(4)));
        }

        return due;
    }
}
