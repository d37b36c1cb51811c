using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>A comment of the product names its subject instead of "nobody", "somebody" or "whoever".</summary>
internal sealed partial class VaguePronounRule : StyleRule
{
    public override bool AppliesTo(SourceFile file) => file.IsBelow("src");

    public override IEnumerable<int> Check(SourceFile file) =>
        file.Lines.Index().Where(line => Comment.Of(file, line.Item) is { } comment && Pronoun().IsMatch(comment.Text)).Select(line => line.Index);

    [GeneratedRegex("""\b(nobody|somebody|whoever)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();
}
