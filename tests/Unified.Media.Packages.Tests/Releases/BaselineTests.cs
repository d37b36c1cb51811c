using System.Xml.Linq;

namespace Unified.Media.Packages.Tests;

/// <summary>
/// Checks that <c>eng/baseline</c> has the package of the last release of every library. Packing compares the library with it.
/// </summary>
public sealed class BaselineTests
{
    public static TheoryData<string> Libraries => [.. PackedPackages.Names.Where(name => name != "Unified.Media.Tool")];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_has_a_baseline_package(string name)
    {
        var root = PackedPackages.Metadata("RepositoryRoot");
        var version = XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("BaselineVersion").Single().Value;

        Assert.True(File.Exists(Path.Combine(root, "eng", "baseline", $"{name}.{version}.nupkg")), "Without a baseline, packing compares nothing.");
    }
}
