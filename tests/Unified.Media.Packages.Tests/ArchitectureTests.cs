using System.Reflection;

namespace Unified.Media.Packages.Tests;

/// <summary>Who may reference whom. Any other edge fails.</summary>
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
    public void An_assembly_references_what_its_layer_allows(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal) && reference is not "netstandard" and not "mscorlib");

        Assert.All(references, reference => Assert.Contains(
            Allowed[name], allowed => reference == allowed || (allowed.EndsWith('.') && reference.StartsWith(allowed, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_library_of_the_repository_is_named_here()
    {
        var libraries = Directory.EnumerateDirectories(Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "src")).Select(Path.GetFileName).Order();

        Assert.Equal(libraries, Allowed.Keys.Order());
        Assert.Equal(libraries, PackedPackages.Names.Order());
    }
}
