using Microsoft.Extensions.Configuration;

namespace Unified.Media.Tool.Tests;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("Host=option;Database=d", "u", "s", "option")]
    [InlineData(null, "u", "s", "u")]
    [InlineData(null, null, "s", "s")]
    [InlineData("name=Other", "u", "s", "other")]
    [InlineData("Name=ConnectionStrings:Other", "u", "s", "other")]
    public void The_nearest_place_wins(string? option, string? variable, string? setting, string host)
    {
        var address = DatabaseAddress.Find(option, Settings(variable, setting), new Secrets());

        Assert.Contains($"@{host}:", address.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:UnifiedMedia")]
    [InlineData("name=Absent", "ConnectionStrings:Absent")]
    [InlineData("", "--connection")]
    public void A_database_that_nobody_names_is_a_failure_that_says_where_it_was_looked_for(string? option, string says)
    {
        var exception = Assert.Throws<ToolException>(() => DatabaseAddress.Find(option, Settings(null, null), new Secrets()));

        Assert.Equal("connection_missing", exception.Code);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains("UNIFIED_MEDIA_POSTGRES", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_read_from_the_folder_of_its_environment_and_from_variables()
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", """{ "ConnectionStrings": { "UnifiedMedia": "Host=127.0.0.1;Port=1;Database=base" } }""");
        folder.Write(
            "appsettings.Staging.json", """{ "ConnectionStrings": { "UnifiedMedia": "Host=127.0.0.1;Port=1;Database=staging" } }""");

        string[] databases = ["base", "staging", "variable"];
        foreach (var database in databases)
        {
            var variables = new Dictionary<string, string>();
            if (database != "base")
            {
                variables["DOTNET_ENVIRONMENT"] = "Staging";
            }

            if (database == "variable")
            {
                variables["ConnectionStrings__UnifiedMedia"] = "Host=127.0.0.1;Port=1;Database=variable";
            }

            var surroundings = new Surroundings
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                In = TextReader.Null,
                Folder = folder.Path,
                Variables = variables,
            };
            var address = DatabaseAddress.Find(null, ToolSettings.Read(surroundings, new Secrets()), new Secrets());
            Assert.EndsWith($"/{database}", address.Shown, StringComparison.Ordinal);
        }

        var run = await new ToolSetting { Folder = folder.Path }.RunAsync("doctor", "--json");
        Assert.Equal("database_unreachable", run.Expect(2).ErrorCode);
    }

    [Fact]
    public async Task A_broken_settings_file_is_named_and_not_quoted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", """{ "ConnectionStrings": { "UnifiedMedia": "Host=db;Password=hush-hush" x""");

        var run = await new ToolSetting { Folder = folder.Path }.RunAsync("doctor");

        run.Expect(2);
        Assert.Contains("appsettings.json", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.All, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string? variable, string? setting) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["UNIFIED_MEDIA_POSTGRES"] = variable is null ? null : $"Host={variable};Database=d",
            ["ConnectionStrings:UnifiedMedia"] = setting is null ? null : $"Host={setting};Database=d",
            ["ConnectionStrings:Other"] = "Host=other;Database=d",
        })
        .Build();
}
