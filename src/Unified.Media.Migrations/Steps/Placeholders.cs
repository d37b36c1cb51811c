using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>Fills names of schemas and roles into the text of a step. Valid names need no quoting.</summary>
internal static partial class Placeholders
{
    private static readonly string[] KnownNames = [.. new PostgresSchemaNames().ToPlaceholders().Select(name => name.Placeholder)];

    /// <exception cref="ArgumentException">The step uses a placeholder that does not exist.</exception>
    public static void Validate(Step step)
    {
        foreach (Match match in Pattern().Matches(step.Template))
        {
            if (!KnownNames.Contains(match.Groups["name"].Value))
            {
                throw new ArgumentException(
                    $"The step '{step.Name}' uses the unknown placeholder '{match.Value}'; known are {string.Join(", ", KnownNames)}.");
            }
        }
    }

    public static string Fill(string template, PostgresSchemaNames names)
    {
        var values = names.ToPlaceholders().ToDictionary(name => name.Placeholder, name => name.Value);
        return Pattern().Replace(template, match => values[match.Groups["name"].Value]);
    }

    [GeneratedRegex(@"\{\{(?<name>.*?)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
