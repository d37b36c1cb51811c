using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>The columns of an item that a change or a deletion needs to find the row, the tags and the words of the item.</summary>
internal sealed record ItemRow(long RowId, MediaId Id, OwnerId Owner, long CreatedAt, long SizeBytes, string TagKeys, string Words)
{
    /// <summary>The time of the last change, in microseconds since 1970.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Finds the row of an item; null if the item does not exist or the user may not change it.</summary>
    public static ItemRow? FindChangeable(Session session, MediaUser user, MediaId id)
    {
        using var row = session.Query(
            "SELECT row_id, owner_user_id, created_at, size_bytes, tag_keys, words, updated_at FROM media WHERE id = @id",
            ("@id", id.ToString()));
        return row.Read() && Read(row, id) is var item && Drivers.AccessRule.CanChange(user, item.Owner) ? item : null;
    }

    private static ItemRow Read(SqliteDataReader row, MediaId id) =>
        new(row.GetInt64(0), id, OwnerId.Parse(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5))
        {
            UpdatedAt = row.GetInt64(6),
        };
}
