using System.Security.Cryptography;
using System.Text;

namespace Unified.Media.Packages.Tests;

/// <summary>Scripts that run once per database never change after a release. Write a new step instead.</summary>
public sealed class FrozenScriptTests
{
    private const string Fixture = "scripts.sha256";

    // The steps of the legacy module are frozen when its preview ends.
    private static readonly string[] Folders = ["src/Unified.Media.Migrations/Schema", "src/Unified.Media.Sqlite/Schema"];

    public static TheoryData<string> Releases => [.. Release.All.Select(release => release.Version)];

    [Theory]
    [MemberData(nameof(Releases))]
    public void Script_that_runs_once_has_the_checksum_of_its_release(string version)
    {
        var current = Checksums();

        var frozen = File.ReadAllLines(new Release(version).Path(Fixture));

        Assert.NotEmpty(frozen);
        Assert.All(frozen, line => Assert.Contains(line, current));
    }

    [Fact(Explicit = true)]
    public void Checksums_of_a_new_release_are_written()
    {
        File.WriteAllLines(Release.Current.Path(Fixture), Checksums());
    }

    /// <summary>A line per script, as <c>sha256sum</c> writes it.</summary>
    private static string[] Checksums() =>
    [
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(PackedPackages.Metadata("RepositoryRoot"), folder), "*.sql")
                .Where(file => !file.EndsWith(".repeatable.sql", StringComparison.Ordinal))
                .Select(file => $"{Checksum(file)}  {folder}/{Path.GetFileName(file)}"))
            .OrderBy(line => line[66..], StringComparer.Ordinal),
    ];

    private static string Checksum(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(file).ReplaceLineEndings("\n"))));
}
