using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Changes and deletes items.</summary>
internal sealed partial class SqliteMediaCatalog
{
    public Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
        WriteAsync(session => Update(session, user, update), cancellationToken);

    public Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        WriteAsync(session => MarkDeleted(session, user, id), cancellationToken);

    private static MediaItem? Update(Session session, MediaUser user, CatalogUpdate update)
    {
        if (ItemRow.FindChangeable(session, user, update.Id) is not { } row
            || row.UpdatedAt != Microseconds.FromDateTimeOffset(update.ExpectedUpdatedAt))
        {
            return null;
        }

        ItemWriter.Update(session, row, update);
        return FindItem(session, update.Id);
    }

    private DeletedMedia? MarkDeleted(Session session, MediaUser user, MediaId id)
    {
        if (ItemRow.FindChangeable(session, user, id) is { } row)
        {
            ItemWriter.Delete(session, row);
        }

        // The statement does not remove the idempotency key, so a late retry of the upload does not create the item again.
        session.Execute(
            """
            UPDATE objects SET state = 'deleting', next_try_at = @now, item_deleted = 1, received_sha256 = NULL
            WHERE media_id = @id AND state IN ('pending', 'ready') AND (@isService OR owner_user_id = @owner)
            """,
            ("@now", Now),
            ("@id", id.ToString()),
            ("@isService", user.IsService),
            ("@owner", user.Id?.ToString()));
        var objects = FindDeletingObjects(session, user, id);
        return objects.Count == 0 ? null : new() { Id = id, Objects = objects };
    }

    private static List<LedgerObject> FindDeletingObjects(Session session, MediaUser user, MediaId id)
    {
        using var row = session.Query(
            """
            SELECT role, attempt, bucket, key FROM objects
            WHERE media_id = @id AND state = 'deleting' AND (@isService OR owner_user_id = @owner)
            ORDER BY attempt, role
            """,
            ("@id", id.ToString()),
            ("@isService", user.IsService),
            ("@owner", user.Id?.ToString()));
        var objects = new List<LedgerObject>();
        while (row.Read())
        {
            objects.Add(new()
            {
                Id = id,
                Role = ObjectRole.Parse(row.GetString(0)),
                Attempt = row.GetInt32(1),
                Location = new(row.GetString(2), row.GetString(3)),
            });
        }

        return objects;
    }
}
