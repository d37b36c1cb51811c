using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>A paragraph of a comment has no line of three words or fewer except its last.</summary>
internal sealed partial class OrphanedLineRule : StyleRule
{
    private const int MinWords = 4;

    public override bool AppliesTo(SourceFile file) => true;

    public override IEnumerable<int> Check(SourceFile file)
    {
        for (var index = 0; index + 1 < file.Lines.Length; index++)
        {
            if (Comment.Of(file, file.Lines[index]) is { Start: not null, IsCode: false } line
                && Comment.Of(file, file.Lines[index + 1]) is { } next
                && line.Start == next.Start
                && IsText(line.Text)
                && IsText(next.Text)
                && !line.Text.EndsWith(':')
                && !ClosingTag().IsMatch(line.Text)
                && WordCount(line.Text) < MinWords)
            {
                yield return index;
            }
        }
    }

    // Empty lines, tags and list items separate paragraphs. "-- step" separates statements of a migration.
    private static bool IsText(string text) => text is not ("" or "step") && !text.StartsWith('-') && !BlockTag().IsMatch(text);

    private static int WordCount(string text) =>
        InlineTag().Replace(text, tag => tag.Value.Contains('"') ? "reference" : "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex("""^</?(?!(?:see|c|paramref|typeparamref|em|b)\b)""")]
    private static partial Regex BlockTag();

    [GeneratedRegex("""</(?!c>)\w+>$""")]
    private static partial Regex ClosingTag();

    [GeneratedRegex("""<[^>]*>""")]
    private static partial Regex InlineTag();
}
