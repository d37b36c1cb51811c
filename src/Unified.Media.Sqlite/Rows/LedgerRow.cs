using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>The attempt that carries an idempotency key.</summary>
/// <param name="Id">The item.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="State">A <see cref="LedgerState"/>.</param>
/// <param name="LeaseUntil">The end of its lease in microseconds.</param>
/// <param name="Fingerprint">The digest of its operation.</param>
/// <param name="IsRetired">True when its item was deleted.</param>
/// <param name="ReceivedSha256">What was received for it.</param>
internal sealed record LedgerRow(
    MediaId Id, int Attempt, string State, long LeaseUntil, string? Fingerprint, bool IsRetired, string? ReceivedSha256)
{
    public static LedgerRow? FindKey(Session session, OwnerId owner, string idempotencyKey)
    {
        using var row = session.Query(
            """
            SELECT media_id, attempt, state, lease_until, fingerprint, retired, received_sha256 FROM objects
            WHERE owner_user_id = @owner AND idempotency_key = @key
            """,
            ("@owner", owner.ToString()),
            ("@key", idempotencyKey));
        return row.Read() ? Read(row) : null;
    }

    private static LedgerRow Read(SqliteDataReader row) => new(
        MediaId.Parse(row.GetString(0)),
        row.GetInt32(1),
        row.GetString(2),
        row.GetInt64(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetBoolean(5),
        row.IsDBNull(6) ? null : row.GetString(6));
}
