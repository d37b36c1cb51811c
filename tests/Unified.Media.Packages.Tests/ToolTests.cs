using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Packages.Tests;

/// <summary>Installs the tool from its package, to find files that were not packed and wrong versions of dependencies.</summary>
public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task Tool_installs_and_reads_a_database()
    {
        var folder = packages.CopyConsumer();
        try
        {
            await DotNet.RunAsync(
                folder, "tool", "install", "Unified.Media.Tool", "--tool-path", "tools", "--version", packages.Version, "--configfile",
                "nuget.config");
            var program = Path.Combine(folder, "tools", OperatingSystem.IsWindows() ? "unified-media.exe" : "unified-media");

            var version = await DotNet.RunProgramAsync(program, folder, "--version");

            // The pack did not build again, so the program has the version of the build.
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
