using System.Globalization;
using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>Parses step files, <c>NNNN_name[.kind].sql</c>.</summary>
internal static partial class StepFile
{
    /// <exception cref="ArgumentException">The file name has no number or an unknown kind, or the file is empty.</exception>
    public static Step Parse(string module, string fileName, string text)
    {
        var match = Pattern().Match(fileName);
        if (!match.Success)
        {
            throw new ArgumentException($"'{fileName}' is not a step. Name it NNNN_name.sql, or add .repeatable, .batch or .concurrent before .sql.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException($"The step '{fileName}' is empty.");
        }

        return new(
            module,
            int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
            match.Groups["name"].Value,
            StepKinds.Parse(match.Groups["kind"].Value),
            text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(?<name>(?<number>[0-9]{4})_[a-z0-9_]+)(\.(?<kind>repeatable|batch|concurrent))?\.sql\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
