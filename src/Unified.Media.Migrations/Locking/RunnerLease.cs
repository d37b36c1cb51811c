using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// The row that says who migrates and until when. Times are the server's: two machines that look at one row need one clock. A server that
/// was started anew has ended all its connections, so older rows say nothing.
/// </summary>
internal static class RunnerLease
{
    /// <summary>The advisory lock's number: one per schema; databases have locks of their own anyway.</summary>
    public static long Key(PostgresSchemaNames names) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"unified-media migrations of {names.Schema}")));

    public static async Task<bool> TryTakeAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, TimeSpan lease, CancellationToken cancellationToken) =>
        await Sql.RowAsync(
            connection,
            $"""
            INSERT INTO {Table(names)} AS l (one, holder, server_started, expires_at)
            VALUES (true, $1, pg_postmaster_start_time(), clock_timestamp() + $2 * interval '1 second')
            ON CONFLICT (one) DO UPDATE SET
                holder = excluded.holder, server_started = excluded.server_started, expires_at = excluded.expires_at
            WHERE l.expires_at < clock_timestamp() OR l.server_started <> excluded.server_started OR l.holder = excluded.holder
            RETURNING true
            """,
            cancellationToken,
            holder,
            lease.TotalSeconds).ConfigureAwait(false) is not null;

    public static async Task<bool> ProlongAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, TimeSpan lease, CancellationToken cancellationToken) =>
        await Sql.ExecuteAsync(
            connection,
            $"UPDATE {Table(names)} SET expires_at = clock_timestamp() + $2 * interval '1 second' WHERE holder = $1",
            cancellationToken,
            holder,
            lease.TotalSeconds).ConfigureAwait(false) == 1;

    /// <summary>
    /// Within a step's transaction: nobody can take the row over before the transaction ends. Prolonging it goes on, because that changes
    /// no key.
    /// </summary>
    public static async Task<bool> HoldAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, string holder, CancellationToken cancellationToken) =>
        await Sql.RowAsync(connection, $"SELECT true FROM {Table(names)} WHERE holder = $1 FOR KEY SHARE", cancellationToken, holder)
            .ConfigureAwait(false) is not null;

    public static Task ReleaseAsync(NpgsqlConnection connection, PostgresSchemaNames names, string holder, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, $"DELETE FROM {Table(names)} WHERE holder = $1", cancellationToken, holder);

    private static string Table(PostgresSchemaNames names) => $"{names.Schema}.schema_lock";
}
