using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class SchemaScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whole_script_needs_no_connection_and_leaves_no_pending_steps()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Supabase, TestContext.Current.CancellationToken);

        var script = (await ToolRun.WithoutDatabaseAsync("schema", "script", "--all")).ExpectExitCode(0);
        Assert.Empty(script.Error);
        await RunAsync(database, script.Out);

        (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Script_contains_the_pending_steps_of_a_database()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        var none = (await ToolRun.OnAsync(database, "schema", "script", "--json")).ExpectExitCode(0).Result;
        await database.ExecuteAsync(
            "delete from unified_media.schema_journal where name like '%view'", TestContext.Current.CancellationToken);
        var one = (await ToolRun.OnAsync(database, "schema", "script", "--json")).ExpectExitCode(0).Result;

        Assert.Equal(0, none.GetProperty("steps").GetArrayLength());
        Assert.Single(one.GetProperty("steps").EnumerateArray());
        Assert.Contains("unified_media_view", one.GetProperty("script").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_is_written_to_a_file()
    {
        var runner = new ToolRunner { Folder = _folder.Path };

        (await runner.RunAsync("schema", "script", "--all", "-o", "up.sql")).ExpectExitCode(0);

        Assert.Equal((await runner.RunAsync("schema", "script", "--all")).Out, await File.ReadAllTextAsync(
            Path.Combine(_folder.Path, "up.sql"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_writes_pending_steps_once()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Supabase, TestContext.Current.CancellationToken);
        _folder.Write(Path.Combine("supabase", "migrations", "29990101000000_later.sql"), "select 1;");
        var runner = new ToolRunner { Folder = _folder.Path, Connection = database.ConnectionString };

        var first = (await runner.RunAsync("schema", "export-supabase", "--json")).ExpectExitCode(0).Result;
        var second = (await runner.RunAsync("schema", "export-supabase", "--json")).ExpectExitCode(0).Result;

        var written = first.GetProperty("written").EnumerateArray().Select(file => file.GetString()!).ToArray();
        Assert.NotEmpty(written);
        Assert.All(written, file => Assert.True(string.CompareOrdinal(file, "29990101000000") > 0));
        Assert.Equal(0, second.GetProperty("written").GetArrayLength());
        Assert.Equal(written.Length, second.GetProperty("kept").GetArrayLength());

        var folder = Path.Combine(_folder.Path, "supabase", "migrations");
        foreach (var file in Directory.EnumerateFiles(folder, "*_unified_media_*").Order(StringComparer.Ordinal))
        {
            var sql = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            await database.ExecuteAsync($"begin; {sql} commit;", TestContext.Current.CancellationToken);
        }

        (await runner.RunAsync("schema", "status")).ExpectExitCode(0);
    }

    // psql sends the script statement by statement.
    private static async Task RunAsync(FreshDatabase database, string script)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        using var folder = new TemporaryFolder();
        var file = folder.Write("script.sql", script);
        using var psql = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "psql",
            [
                "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings.Host!, "-p", $"{settings.Port}", "-U", settings.Username!,
                "-d", settings.Database!, "-f", file,
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = psql.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(psql.ExitCode == 0, await errors);
    }
}
