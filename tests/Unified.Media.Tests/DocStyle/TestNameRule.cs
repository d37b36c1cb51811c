using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>The name of a test has at most twelve words.</summary>
internal sealed partial class TestNameRule : StyleRule
{
    private const int MaxWords = 12;

    public override bool AppliesTo(SourceFile file) => !file.IsSql && file.IsBelow("tests", "src/Unified.Media.Testing");

    public override IEnumerable<int> Check(SourceFile file)
    {
        var isTest = false;
        foreach (var (index, line) in file.Lines.Index())
        {
            isTest |= TestAttribute().IsMatch(line);
            if (isTest && Method().Match(line) is { Success: true } method)
            {
                isTest = false;
                if (method.Groups["name"].Value.Split('_').Length > MaxWords)
                {
                    yield return index;
                }
            }
        }
    }

    [GeneratedRegex("""^\s*\[(Fact|Theory)\b""")]
    private static partial Regex TestAttribute();

    [GeneratedRegex("""^\s*public .*?\b(?<name>\w+)\(""")]
    private static partial Regex Method();
}
