using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Databases that cannot be used: every command reports the cause as text and as JSON, without passwords.</summary>
public sealed class UnreachableTests
{
    private const string Password = "pa55-of-nobody";

    public static TheoryData<string> Commands => [.. CommandTree.GetCommands().Select(WithArguments)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_fails_for_an_unreachable_server(string command)
    {
        var connection = $"Host=127.0.0.1;Port=1;Username=alice;Password={Password};Database=media;Timeout=3";
        using var folder = new TemporaryFolder();
        foreach (var more in new[] { Array.Empty<string>(), ["--json"], ["--verbose"] })
        {
            string[] args = [.. command.Split(' '), .. command.StartsWith("objects", StringComparison.Ordinal)
                ? ["--folder", folder.Path] : Array.Empty<string>(), "--yes", .. more];

            var run = (await new ToolRunner { Connection = connection }.RunAsync(args)).ExpectExitCode(2);

            Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
            Assert.Contains("127.0.0.1:1", run.All, StringComparison.Ordinal);
            if (more is ["--json"])
            {
                Assert.NotNull(run.ErrorCode);
            }
        }
    }

    [Theory]
    [InlineData("Username=nobody_at_all")]
    [InlineData("Database=no_such_database")]
    [InlineData("SSL Mode=VerifyFull")]
    [InlineData("Options=-c no_such_setting=1")]
    public async Task Command_fails_when_the_server_rejects_the_connection(string wrong)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        var pair = wrong.Split('=', 2);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = Password, [pair[0]] = pair[1] };

        var run = (await ToolRun.OnAsync(connection.ConnectionString, "doctor", "--verbose")).ExpectExitCode(2);

        Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
        Assert.StartsWith("FAIL", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Passwrod=geheim")]
    [InlineData("Host=db;Port=geheim")]
    [InlineData("postgres://alice:gehe/im@db/media")]
    [InlineData("postgres://alice:geheim@db/media?geheim=1&x")]
    public async Task Output_does_not_repeat_an_invalid_connection_string(string connection)
    {
        foreach (var more in new[] { "--verbose", "--json" })
        {
            var run = (await ToolRun.WithoutDatabaseAsync("doctor", "--connection", connection, more)).ExpectExitCode(2);

            Assert.DoesNotContain("gehe", run.All.Replace("parameter 'geheim'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Output_does_not_repeat_a_connection_string_in_the_wrong_place()
    {
        var run = (await ToolRun.WithoutDatabaseAsync("doctor", $"Host=db;Username=alice;Password={Password}")).ExpectExitCode(2);

        Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_of_successful_commands_contains_no_password()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = Password }.ConnectionString;

        foreach (var command in new[] { "doctor", "media list", "schema status" })
        {
            Assert.DoesNotContain(Password, (await ToolRun.OnAsync(connection, command.Split(' '))).All, StringComparison.Ordinal);
            Assert.DoesNotContain(
                Password, (await ToolRun.OnAsync(connection, [.. command.Split(' '), "--json"])).All, StringComparison.Ordinal);
        }
    }

    private static string WithArguments(string command) => command switch
    {
        "media show" => "media show 0198f2a4-7c11-7d5e-9a44-3f6f0b1c2d3e",
        _ => command,
    };
}
