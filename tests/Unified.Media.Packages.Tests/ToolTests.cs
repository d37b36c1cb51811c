using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Packages.Tests;

/// <summary>What somebody gets who installs the tool: a file that was not packed, or a wrong version of a dependency, shows here.</summary>
public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_tool_installs_and_looks_at_a_database()
    {
        var folder = packages.CopyConsumer();
        try
        {
            await DotNet.RunAsync(
                folder, "tool", "install", "Unified.Media.Tool", "--tool-path", "tools", "--version", packages.Version, "--configfile",
                "nuget.config");
            var program = Path.Combine(folder, "tools", OperatingSystem.IsWindows() ? "unified-media.exe" : "unified-media");

            var version = await DotNet.RunProgramAsync(program, folder, "--version");

            // Packed without building again: the program says the version that it was built as.
            Assert.StartsWith(packages.Version.Split('-')[0], version, StringComparison.Ordinal);
            await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
            await DotNet.RunProgramAsync(program, folder, "schema", "up", "--connection", database.ConnectionString);
            var status = await DotNet.RunProgramAsync(
                program, folder, "schema", "status", "--json", "--connection", database.ConnectionString);
            Assert.True(JsonSerializer.Deserialize<JsonElement>(status).GetProperty("result").GetProperty("isUpToDate").GetBoolean());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
