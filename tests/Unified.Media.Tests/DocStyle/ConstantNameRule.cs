using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>A constant or static member is called Max or Min, not Most, Longest, Shortest or Least.</summary>
internal sealed partial class ConstantNameRule : StyleRule
{
    public override bool AppliesTo(SourceFile file) => !file.IsSql;

    public override IEnumerable<int> Check(SourceFile file) =>
        file.Lines.Index().Where(line => Superlative().IsMatch(line.Item)).Select(line => line.Index);

    [GeneratedRegex("""^[\w\s]*\b(const|static)\b[^;={(]*\b(Most|Longest|Shortest|Least)([A-Z]\w*)?\s*[=;{]""")]
    private static partial Regex Superlative();
}
