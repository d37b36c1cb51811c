using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The row that the ledger returns for a reservation.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Id">The id of the item; the default value if the ledger returned no id.</param>
/// <param name="Reservation">The new attempt; null if no attempt was granted.</param>
/// <param name="ReceivedSha256">The SHA-256 of the bytes that were received for the item; null if there is no item.</param>
internal sealed record ReserveRow(ReserveStatus Status, MediaId Id, Reservation? Reservation, string? ReceivedSha256)
{
    public static ReserveRow Read(NpgsqlDataReader row, ObjectRole role)
    {
        var status = row.GetString(0) switch
        {
            "granted" => ReserveStatus.Granted,
            "busy" => ReserveStatus.Busy,
            "replayed" => ReserveStatus.Replayed,
            "mismatch" => ReserveStatus.Mismatch,
            "gone" => ReserveStatus.Gone,
            "absent" => throw new MediaNotFoundException("The user has no visible item with this id."),
            _ => throw new MediaConflictException(
                role.IsOriginal ? "An item with this id already exists." : "The item already has an object in this role."),
        };
        var id = row.IsDBNull(1) ? default : new MediaId(row.GetGuid(1));
        return new(
            status,
            id,
            status == ReserveStatus.Granted
                ? new()
                {
                    Id = id,
                    Role = role,
                    Attempt = row.GetInt32(2),
                    Location = new(row.GetString(3), row.GetString(4)),
                    LeaseUntil = new PgTime(row.GetInt64(5)).ToDateTimeOffset(),
                }
                : null,
            row.IsDBNull(6) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(6)));
    }
}
