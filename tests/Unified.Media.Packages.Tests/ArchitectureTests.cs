using System.Reflection;

namespace Unified.Media.Packages.Tests;

/// <summary>Checks the references between the assemblies. Any reference that is not listed fails.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Unified.Media"] = ["Microsoft.Extensions."],
        ["Unified.Media.LegacyMigration"] = ["Unified.Media", "Unified.Media.Migrations", "Npgsql", "Microsoft.Extensions."],
        ["Unified.Media.Migrations"] = ["Unified.Media", "Npgsql", "Microsoft.Extensions."],
        ["Unified.Media.Postgres"] = ["Unified.Media", "Npgsql", "Polly.Core", "Microsoft.Extensions."],
        ["Unified.Media.Sqlite"] = ["Unified.Media", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "Microsoft.Extensions."],
        ["Unified.Media.Supabase"] = ["Unified.Media", "Polly.Core", "Microsoft.Extensions."],
        ["Unified.Media.Testing"] = ["Unified.Media", "Microsoft.Extensions.", "xunit."],
        ["Unified.Media.Tool"] =
        [
            "Unified.Media", "Unified.Media.", "Npgsql", "Microsoft.Extensions.", "Spectre.Console", "Spectre.Console.", "System.CommandLine",
        ],
    };

    public static TheoryData<string> Packages => [.. PackedPackages.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Assembly_references_only_what_its_layer_allows(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal))
            .Where(reference => reference is not "netstandard" and not "mscorlib");

        Assert.All(references, reference => Assert.Contains(
            Allowed[name], allowed => reference == allowed || (allowed.EndsWith('.') && reference.StartsWith(allowed, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_library_of_the_repository_is_listed()
    {
        var sources = Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "src");
        var libraries = Directory.EnumerateDirectories(sources).Select(Path.GetFileName).Order();

        Assert.Equal(libraries, Allowed.Keys.Order());
        Assert.Equal(libraries, PackedPackages.Names.Order());
    }
}
