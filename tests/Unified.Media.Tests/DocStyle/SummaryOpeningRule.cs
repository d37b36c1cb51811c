using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>A summary starts with a verb or a noun phrase, not with a question word.</summary>
internal sealed partial class SummaryOpeningRule : StyleRule
{
    public override bool AppliesTo(SourceFile file) => !file.IsSql;

    public override IEnumerable<int> Check(SourceFile file) =>
        from line in file.Lines.Index()
        let opening = Opening().Match(line.Item)
        where opening.Success
        let text = opening.Groups["text"].Value
        let first = text.Length > 0 || line.Index + 1 == file.Lines.Length ? text : Comment.Of(file, file.Lines[line.Index + 1])?.Text ?? ""
        where QuestionWord().IsMatch(first)
        select line.Index;

    [GeneratedRegex("""^\s*///\s*<summary>\s*(?<text>.*)$""")]
    private static partial Regex Opening();

    [GeneratedRegex("""^(As whom|What|Whose|Whom|Who|How|Where|When)\b""")]
    private static partial Regex QuestionWord();
}
