using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// The row that names the migrating process and the expiry of its lease. Times are those of the server, so that all machines use one clock. A
/// row from before a restart of the server is ignored, because the restart has ended all connections.
/// </summary>
internal static class RunnerLease
{
    /// <summary>Returns the key of the advisory lock, one per schema. Advisory locks are per database.</summary>
    public static long AdvisoryLockKey(PostgresSchemaNames names) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"unified-media migrations of {names.Schema}")));

    public static async Task<bool> TryAcquireAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, TimeSpan lease, CancellationToken cancellationToken) =>
        await Sql.ReadRowAsync(
            connection,
            $"""
            INSERT INTO {Table(names)} AS l (one, holder, server_started, expires_at)
            VALUES (true, $1, pg_postmaster_start_time(), clock_timestamp() + $2 * interval '1 second')
            ON CONFLICT (one) DO UPDATE SET
                holder = excluded.holder, server_started = excluded.server_started, expires_at = excluded.expires_at
            WHERE l.expires_at < clock_timestamp() OR l.server_started <> excluded.server_started OR l.holder = excluded.holder
            RETURNING true
            """,
            [holder, lease.TotalSeconds],
            cancellationToken).ConfigureAwait(false) is not null;

    public static async Task<bool> RenewAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, TimeSpan lease, CancellationToken cancellationToken) =>
        await Sql.ExecuteAsync(
            connection,
            $"UPDATE {Table(names)} SET expires_at = clock_timestamp() + $2 * interval '1 second' WHERE holder = $1",
            [holder, lease.TotalSeconds],
            cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>
    /// Locks the row in the transaction of a step and returns whether this process still holds the lease. No other process can take the lease
    /// over before the transaction ends. The lease can still be renewed, because a renewal changes no key column.
    /// </summary>
    public static async Task<bool> LockAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, CancellationToken cancellationToken) =>
        await Sql.ReadRowAsync(connection, $"SELECT true FROM {Table(names)} WHERE holder = $1 FOR KEY SHARE", [holder], cancellationToken)
            .ConfigureAwait(false) is not null;

    public static Task ReleaseAsync(NpgsqlConnection connection, PostgresSchemaNames names, string holder, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, $"DELETE FROM {Table(names)} WHERE holder = $1", [holder], cancellationToken);

    private static string Table(PostgresSchemaNames names) => $"{names.Schema}.schema_lock";
}
