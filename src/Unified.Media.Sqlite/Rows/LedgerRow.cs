using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>The columns of an earlier attempt that decide whether a new reservation is granted.</summary>
/// <param name="Id">The item.</param>
/// <param name="Role">The object role of the attempt.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="State">A <see cref="LedgerState"/>.</param>
/// <param name="LeaseUntil">The end of the lease of the attempt, in microseconds since 1970.</param>
internal sealed record LedgerRow(MediaId Id, ObjectRole Role, int Attempt, string State, long LeaseUntil)
{
    private const string Columns = "media_id, role, attempt, state, lease_until, fingerprint, item_deleted, received_sha256";

    /// <summary>The fingerprint of the request that reserved the attempt; null without an idempotency key.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>True when the item of the attempt was deleted.</summary>
    public bool IsItemDeleted { get; init; }

    /// <summary>The SHA-256 of the received bytes; null if the attempt is not published.</summary>
    public string? ReceivedSha256 { get; init; }

    /// <summary>Finds the attempt with an idempotency key; null if no attempt has the key.</summary>
    public static LedgerRow? FindByKey(Session session, OwnerId owner, string idempotencyKey)
    {
        using var row = session.Query(
            $"SELECT {Columns} FROM objects WHERE owner_user_id = @owner AND idempotency_key = @key",
            ("@owner", owner.ToString()),
            ("@key", idempotencyKey));
        return row.Read() ? Read(row) : null;
    }

    /// <summary>Finds the latest attempt of an item in an object role; null if the role has no attempt.</summary>
    public static LedgerRow? FindLatest(Session session, MediaId id, ObjectRole role)
    {
        using var row = session.Query(
            $"SELECT {Columns} FROM objects WHERE media_id = @id AND role = @role ORDER BY attempt DESC LIMIT 1",
            ("@id", id.ToString()),
            ("@role", role.ToString()));
        return row.Read() ? Read(row) : null;
    }

    /// <summary>Returns true if the owner has an item with this id whose original is ready.</summary>
    public static bool IsVisible(Session session, MediaId id, OwnerId owner) =>
        session.Scalar(
            "SELECT 1 FROM objects WHERE media_id = @id AND role = 'original' AND state = 'ready' AND owner_user_id = @owner",
            ("@id", id.ToString()),
            ("@owner", owner.ToString())) is not null;

    private static LedgerRow Read(SqliteDataReader row) =>
        new(MediaId.Parse(row.GetString(0)), ObjectRole.Parse(row.GetString(1)), row.GetInt32(2), row.GetString(3), row.GetInt64(4))
        {
            Fingerprint = row.IsDBNull(5) ? null : row.GetString(5),
            IsItemDeleted = row.GetBoolean(6),
            ReceivedSha256 = row.IsDBNull(7) ? null : row.GetString(7),
        };
}
