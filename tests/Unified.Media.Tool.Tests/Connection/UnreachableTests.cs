using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Databases that cannot be used: every command says why, in both ways of output, and no password shows.</summary>
public sealed class UnreachableTests
{
    private const string Password = "pa55-of-nobody";

    public static TheoryData<string> Commands => [.. CommandTree.Leaves().Select(WithArguments)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_server_that_is_not_there_is_a_failure_of_every_command(string command)
    {
        var connection = $"Host=127.0.0.1;Port=1;Username=alice;Password={Password};Database=media;Timeout=3";
        using var folder = new TemporaryFolder();
        foreach (var more in new[] { Array.Empty<string>(), ["--json"], ["--verbose"] })
        {
            string[] args = [.. command.Split(' '), .. command.StartsWith("objects", StringComparison.Ordinal)
                ? ["--folder", folder.Path] : Array.Empty<string>(), "--yes", .. more];

            var run = (await new ToolSetting { Connection = connection }.RunAsync(args)).Expect(2);

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
    public async Task A_server_that_refuses_is_a_failure(string wrong)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        var pair = wrong.Split('=', 2);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = Password, [pair[0]] = pair[1] };

        var run = (await ToolRun.OnAsync(connection.ConnectionString, "doctor", "--verbose")).Expect(2);

        Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
        Assert.StartsWith("FAIL", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Passwrod=geheim")]
    [InlineData("Host=db;Port=geheim")]
    [InlineData("postgres://alice:gehe/im@db/media")]
    [InlineData("postgres://alice:geheim@db/media?geheim=1&x")]
    public async Task A_connection_string_that_cannot_be_read_is_not_repeated(string connection)
    {
        foreach (var more in new[] { "--verbose", "--json" })
        {
            var run = (await ToolRun.OfAsync("doctor", "--connection", connection, more)).Expect(2);

            Assert.DoesNotContain("gehe", run.All.Replace("parameter 'geheim'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connection_string_in_the_wrong_place_is_not_repeated()
    {
        var run = (await ToolRun.OfAsync("doctor", $"Host=db;Username=alice;Password={Password}")).Expect(2);

        Assert.DoesNotContain(Password, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_on_a_database_shows_no_password()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);
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
