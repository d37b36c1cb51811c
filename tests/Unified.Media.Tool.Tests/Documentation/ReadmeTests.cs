using System.Reflection;
using System.Text.RegularExpressions;

namespace Unified.Media.Tool.Tests;

/// <summary>The package README documents everything that scripts rely on.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Folder = typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ToolFolder").Value!;

    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "README.md"));

    public static TheoryData<string> Commands => [.. CommandTree.GetCommands()];

    public static TheoryData<string> Findings =>
        [.. Sources().SelectMany(source => FindingCode().Matches(source).Select(match => match.Groups["code"].Value)).Distinct().Order()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Readme_lists_every_command(string command)
    {
        Assert.Contains($"`{command}`", Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void Readme_explains_every_finding_of_the_doctor(string code)
    {
        Assert.Contains($"`{code}`", Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "Doctor"), "*.cs").Select(File.ReadAllText);

    [GeneratedRegex("""(?:Warning|Problem|new|FindingState\.\w+,)\(?[^"]{0,120}?"(?<code>[a-z]+(_[a-z]+)+)",""", RegexOptions.Singleline)]
    private static partial Regex FindingCode();
}
