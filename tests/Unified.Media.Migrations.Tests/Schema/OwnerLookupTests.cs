using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Every policy looks up the owners of the caller, so the lookup must not scan all profiles.</summary>
public sealed class OwnerLookupTests
{
    private const int Profiles = 2_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("get_my_owners()")]
    [InlineData("find_owners('00000000-0000-4000-8000-00000000f001')")]
    public async Task Owner_lookup_does_not_scan_all_profiles(string call)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyB.WithSchema(), Cancel);
        await database.ExecuteAsync(
            $"""
            CREATE TEMPORARY TABLE logins AS
                SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(61440 + n), 12, '0'))::uuid AS id, 'user_' || n AS name
                    FROM generate_series(1, {Profiles}) n;
            INSERT INTO auth.users (id) SELECT id FROM logins;
            INSERT INTO users_profile (user_id, display_name, handle) SELECT id, name, name FROM logins;
            ANALYZE users_profile
            """,
            Cancel);
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);

        // The planner settings of lists: no sorts, sequential scans and bitmap scans.
        await ScalarAsync(
            connection,
            """
            SELECT set_config('request.jwt.claims', '{"sub":"00000000-0000-4000-8000-00000000f001"}', true), set_config('enable_sort', 'off', true),
                set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
            """);
        var owners = await ScalarAsync(connection, $"SELECT unified_media.{call}");
        var rows = await ScalarAsync(
            connection, "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relid = 'public.users_profile'::regclass");

        Assert.Single(Assert.IsType<Guid[]>(owners));
        Assert.InRange(Assert.IsType<long>(rows), 0, 10);
    }

    [Fact]
    public async Task Profiles_created_later_do_not_change_owners_by_themselves()
    {
        const string Owners = "SELECT owner FROM unnest(unified_media.find_owners('00000000-0000-4000-8000-00000000f001')) owner";
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.WithCoreSchema(), Cancel);
        await database.ExecuteAsync(
            """
            CREATE TABLE users_profile (id uuid PRIMARY KEY, user_id uuid);
            INSERT INTO users_profile VALUES ('00000000-0000-4000-8000-00000000e001', '00000000-0000-4000-8000-00000000f001');
            """,
            Cancel);

        await ApplyAsync();
        var later = await database.ColumnAsync<Guid>(Owners, Cancel);
        await database.ExecuteAsync("UPDATE unified_media.settings SET value = 'true' WHERE key = 'owners_are_profiles'", Cancel);
        await ApplyAsync();
        var onPurpose = await database.ColumnAsync<Guid>(Owners, Cancel);

        Assert.Equal([new("00000000-0000-4000-8000-00000000f001")], later);
        Assert.Equal([new("00000000-0000-4000-8000-00000000e001")], onPurpose);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('public.unified_media_profile_login_idx') IS NOT NULL", Cancel));

        Task ApplyAsync() => SchemaSteps.ApplyAsync(
            database.ConnectionString, file => file.StartsWith("0050_", StringComparison.Ordinal), cancellationToken: Cancel);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
