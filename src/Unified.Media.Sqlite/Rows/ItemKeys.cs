using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>What is needed to change or remove an item's row and what it is found by.</summary>
internal sealed record ItemKeys(long RowId, MediaId Id, OwnerId Owner, long CreatedAt, long SizeBytes, string TagKeys, string Words)
{
    /// <summary>When the item last changed, in microseconds.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>The row of an item that the user may change; null when there is none.</summary>
    public static ItemKeys? FindOwn(Session session, MediaUser user, MediaId id)
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
