using System.Text.RegularExpressions;

namespace Unified.Media.Tests;

/// <summary>The comment of a line.</summary>
/// <param name="Start">The indentation and the marker of a line that holds nothing else; null for a comment after code.</param>
/// <param name="Text">The text after the marker.</param>
/// <param name="IsCode">True for an indented text, such as an example.</param>
internal sealed partial record Comment(string? Start, string Text, bool IsCode)
{
    /// <summary>Returns the comment of a line; null for a line without one.</summary>
    public static Comment? Of(SourceFile file, string line)
    {
        var match = file.IsSql ? SqlComment().Match(line) : CSharpComment().Match(line);
        if (!match.Success)
        {
            return null;
        }

        var (code, text) = (match.Groups["code"].Value, match.Groups["text"].Value);
        var start = string.IsNullOrWhiteSpace(code) ? code + match.Groups["marker"].Value : null;
        return new(start, text.Trim(), text.StartsWith("  ", StringComparison.Ordinal));
    }

    // The marker follows the indentation or a space, so an address such as https://host is not a comment.
    [GeneratedRegex("""^(?<code>|.*?\s)(?<marker>///?)(?:\s(?<text>.*))?$""")]
    private static partial Regex CSharpComment();

    [GeneratedRegex("""^(?<code>|.*?\s)(?<marker>--)(?:\s(?<text>.*))?$""")]
    private static partial Regex SqlComment();
}
