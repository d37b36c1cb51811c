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
    public void Connection_comes_from_the_source_with_the_highest_priority(string? option, string? variable, string? setting, string host)
    {
        var address = ResolvedConnection.Resolve(option, Settings(variable, setting), new SecretRedactor());

        Assert.Contains($"@{host}:", address.DisplayName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:UnifiedMedia")]
    [InlineData("name=Absent", "ConnectionStrings:Absent")]
    [InlineData("", "--connection")]
    public void Missing_connection_string_is_an_error_that_names_its_source(string? option, string says)
    {
        var exception = Assert.Throws<ToolException>(() => ResolvedConnection.Resolve(option, Settings(null, null), new SecretRedactor()));

        Assert.Equal("connection_missing", exception.Code);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains("UNIFIED_MEDIA_POSTGRES", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_is_read_from_files_of_the_folder_and_from_variables()
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

            var process = new ProcessContext
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                In = TextReader.Null,
                WorkingDirectory = folder.Path,
                EnvironmentVariables = variables,
            };
            var address = ResolvedConnection.Resolve(null, ToolConfiguration.Load(process, new SecretRedactor()), new SecretRedactor());
            Assert.EndsWith($"/{database}", address.DisplayName, StringComparison.Ordinal);
        }

        var run = await new ToolRunner { Folder = folder.Path }.RunAsync("doctor", "--json");
        Assert.Equal("database_unreachable", run.ExpectExitCode(2).ErrorCode);
    }

    [Fact]
    public async Task Error_of_an_invalid_settings_file_names_but_does_not_quote_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", """{ "ConnectionStrings": { "UnifiedMedia": "Host=db;Password=hush-hush" x""");

        var run = await new ToolRunner { Folder = folder.Path }.RunAsync("doctor");

        run.ExpectExitCode(2);
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
