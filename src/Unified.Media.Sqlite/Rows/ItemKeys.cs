using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>The columns of an item that are needed to change or delete its row, tags and words.</summary>
internal sealed record ItemKeys(long RowId, MediaId Id, OwnerId Owner, long CreatedAt, long SizeBytes, string TagKeys, string Words)
{
    /// <summary>The time of the last change, in microseconds since 1970.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Finds the row of an item that the user may change; null if there is none.</summary>
    public static ItemKeys? FindChangeable(Session session, MediaUser user, MediaId id)
    {
        using var row = session.Query(
            "SELECT row_id, owner_user_id, created_at, size_bytes, tag_keys, words, updated_at FROM media WHERE id = @id",
            ("@id", id.ToString()));
        return row.Read() && Read(row, id) is var keys && Drivers.AccessRule.CanChange(user, keys.Owner) ? keys : null;
    }

    private static ItemKeys Read(SqliteDataReader row, MediaId id) =>
        new(row.GetInt64(0), id, OwnerId.Parse(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5))
        {
            UpdatedAt = row.GetInt64(6),
        };
}
