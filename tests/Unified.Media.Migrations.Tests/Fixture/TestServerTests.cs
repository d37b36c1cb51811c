using System.Diagnostics;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class TestServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. DatabaseTemplate.LegacyRows.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_legacy_shape_loads_with_its_rows(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);

        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM public.media", Cancel) > 0);
    }

    [Fact]
    public async Task Template_is_filled_once_and_its_copies_are_independent()
    {
        var filled = 0;
        var template = DatabaseTemplate.Empty.Then("counted", async (connectionString, cancellationToken) =>
        {
            filled++;
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("CREATE TABLE marks (mark int); INSERT INTO marks VALUES (1)");
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FreshDatabase.CreateAsync(template, Cancel)));
        await databases[0].ExecuteAsync("INSERT INTO marks VALUES (2)", Cancel);

        Assert.Equal(1, filled);
        Assert.Equal(2, await databases[0].ScalarAsync<long>("SELECT count(*) FROM marks", Cancel));
        Assert.Equal(1, await databases[3].ScalarAsync<long>("SELECT count(*) FROM marks", Cancel));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Given_server_is_unchanged_after_tests()
    {
        await using var server = await TestServer.StartPrivateAsync(ServerSettings.Fast, Cancel);
        await server.ExecuteAsync("CREATE ROLE theirs", Cancel);
        await using var theirs = await server.CreateDatabaseAsync(cancellationToken: Cancel);
        Task<IReadOnlyList<string>> LookAsync() => theirs.ColumnAsync<string>(
            "SELECT datname::text FROM pg_database UNION ALL SELECT rolname::text FROM pg_roles ORDER BY 1", Cancel);
        var before = await LookAsync();

        await using (var existing = TestServer.UseExisting(server.ConnectionString))
        {
            var database = await existing.CreateDatabaseAsync(DatabaseTemplate.LegacyB.WithSchema(), Cancel);
            await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated", "theirs"], Cancel);
            Assert.NotEqual(before, await LookAsync());
        }

        Assert.Equal(before, await LookAsync());
    }

    [Fact]
    public async Task Login_is_subject_to_row_level_security_and_inherits_nothing()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync("CREATE TABLE notes (note text)", Cancel);
        var connectionString = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);

        await using var login = NpgsqlDataSource.Create(connectionString);
        await using var rights = login.CreateCommand("SELECT rolsuper OR rolbypassrls OR rolinherit FROM pg_roles WHERE rolname = current_user");
        Assert.Equal(false, await rights.ExecuteScalarAsync(Cancel));
        await using var read = login.CreateCommand("SELECT * FROM notes");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => read.ExecuteScalarAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Killed_server_restarts_with_committed_data()
    {
        await using var server = await TestServer.StartPrivateAsync(cancellationToken: Cancel);
        var database = await server.CreateDatabaseAsync(cancellationToken: Cancel);
        await database.ExecuteAsync("CREATE TABLE marks (mark int); INSERT INTO marks VALUES (1)", Cancel);
        var running = database.ExecuteAsync("BEGIN; INSERT INTO marks VALUES (2); SELECT pg_sleep(60); COMMIT", Cancel);

        await server.KillAsync(Cancel);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => running);
        await server.RestartAsync(Cancel);

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM marks", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancel));
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Pooler_reuses_a_session_for_another_client_between_transactions()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await using var pooler = await database.Server.StartPgBouncerAsync(poolSize: 1, Cancel);
        await using var first = new NpgsqlConnection(pooler.Through(database.ConnectionString) + ";Pooling=false");
        await using var second = new NpgsqlConnection(pooler.Through(database.ConnectionString) + ";Pooling=false");
        await first.OpenAsync(Cancel);
        await second.OpenAsync(Cancel);

        async Task<object?> Backend(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
            return await command.ExecuteScalarAsync(Cancel);
        }

        Assert.Equal(await Backend(first), await Backend(second));
    }

    [Fact]
    public async Task Private_server_is_removed_completely()
    {
        var server = await TestServer.StartPrivateAsync(ServerSettings.Fast, Cancel);
        var folder = await DataFolder(server);

        await server.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
        Assert.DoesNotContain(Process.GetProcessesByName("postgres"), process => CommandLine(process).Contains(folder, StringComparison.Ordinal));
    }

    private static async Task<string> DataFolder(TestServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SHOW data_directory", connection);
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
