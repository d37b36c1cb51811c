using System.Xml.Linq;

namespace Unified.Media.Packages.Tests;

/// <summary>A released version and its fixtures in <c>tests/fixtures/releases/VERSION</c>.</summary>
public sealed record Release(string Version)
{
    private static readonly string Releases = System.IO.Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "tests", "fixtures", "releases");

    public static IEnumerable<Release> All =>
        Directory.EnumerateDirectories(Releases).Select(folder => new Release(System.IO.Path.GetFileName(folder)));

    /// <summary>The version that <c>Directory.Build.props</c> has now.</summary>
    public static Release Current
    {
        get
        {
            var properties = XDocument.Load(System.IO.Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "Directory.Build.props"));
            return new($"{properties.Descendants("VersionPrefix").Single().Value}-{properties.Descendants("VersionSuffix").Single().Value}");
        }
    }

    /// <summary>Returns the path of a fixture, and creates its folder.</summary>
    public string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Releases, Version, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Copies a folder of fixtures, so that a test can change it.</summary>
    public void CopyFolder(string name, string target)
    {
        var source = Path(name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public override string ToString() => Version;
}
