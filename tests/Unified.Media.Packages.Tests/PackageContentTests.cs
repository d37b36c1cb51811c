using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Unified.Media.Packages.Tests;

public sealed partial class PackageContentTests(PackedPackages packages)
{
    private const string ProjectUrl = "https://github.com/unified-media/unified-media";
    private const string Tree = $"{ProjectUrl}/blob/main/";

    public static TheoryData<string> Names => [.. PackedPackages.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Package_has_description_readme_licence_and_documentation(string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name));
        var metadata = Nuspec(package).Descendants().Single(element => element.Name.LocalName == "metadata");

        Assert.Contains(package.Entries, entry => entry.FullName == "README.md" && entry.Length > 100);
        var folder = name == "Unified.Media.Tool" ? "tools/net10.0/any" : "lib/net10.0";
        Assert.Contains(package.Entries, entry => entry.FullName == $"{folder}/{name}.xml");
        Assert.Equal("MIT", Text(metadata, "license"));
        Assert.True(Text(metadata, "description").Length > 40);
        Assert.Contains(package.Entries, entry => entry.FullName == Text(metadata, "icon") && entry.Length > 500);
        Assert.Equal(ProjectUrl, Text(metadata, "projectUrl"));
        Assert.Equal(ProjectUrl, metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("url")!.Value);
    }

    [Fact]
    public void Packages_have_tags_of_their_own()
    {
        var tags = PackedPackages.Names.Select(name =>
        {
            using var package = ZipFile.OpenRead(packages.PathOf(name));
            return Text(Nuspec(package).Descendants().Single(element => element.Name.LocalName == "metadata"), "tags");
        });

        Assert.Distinct(tags);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_of_a_package_shows_code_early_and_links_absolutely(string name)
    {
        var root = PackedPackages.Metadata("RepositoryRoot");
        var lines = File.ReadAllLines(Path.Combine(root, "src", name, "README.md"));

        var targets = Link().Matches(string.Join('\n', lines)).Select(link => link.Groups["target"].Value);

        Assert.InRange(Array.FindIndex(lines, line => line.StartsWith("```", StringComparison.Ordinal)), 1, 9);
        Assert.All(targets, target => Assert.StartsWith("https://", target, StringComparison.Ordinal));
        Assert.All(
            targets.Where(target => target.StartsWith(Tree, StringComparison.Ordinal)),
            target => Assert.True(Path.Exists(Path.Combine(root, target[Tree.Length..].Split('#')[0])), $"{name} links to {target}."));
    }

    [Theory]
    [InlineData("Unified.Media", "Microsoft.Extensions.")]
    [InlineData("Unified.Media.LegacyMigration", "Unified.Media", "Unified.Media.Migrations", "Npgsql", "Microsoft.Extensions.")]
    [InlineData("Unified.Media.Migrations", "Unified.Media", "Npgsql", "Microsoft.Extensions.")]
    [InlineData("Unified.Media.Postgres", "Unified.Media", "Npgsql", "Polly.Core", "Microsoft.Extensions.")]
    [InlineData("Unified.Media.Sqlite", "Unified.Media", "Microsoft.Data.Sqlite")]
    [InlineData("Unified.Media.Supabase", "Unified.Media", "Polly.Core", "Microsoft.Extensions.")]
    [InlineData("Unified.Media.Testing", "Unified.Media", "xunit.v3.assert", "xunit.v3.extensibility.core")]
    public void Package_depends_only_on_allowed_packages(string name, params string[] allowed)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(name));

        var dependencies = Nuspec(package).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value);

        Assert.All(dependencies, id => Assert.Contains(
            allowed, prefix => id == prefix || (prefix.EndsWith('.') && id.StartsWith(prefix, StringComparison.Ordinal))));
    }

    private static XDocument Nuspec(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream);
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    [GeneratedRegex("""\]\((?<target>[^)]+)\)""")]
    private static partial Regex Link();
}
