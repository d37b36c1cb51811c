using System.Text.RegularExpressions;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>Finds the functions that the schema's own steps grant to users. Each of them checks its caller.</summary>
internal static partial class GrantedFunctions
{
    /// <summary>Returns the functions granted to a role by their qualified names: <c>unified_media.get_my_owners</c>.</summary>
    public static IReadOnlySet<string> Find(PostgresSchemaNames names, string role)
    {
        var functions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in MigrationPlan.ForWholeSchema(names, SchemaModules.Optional).Steps)
        {
            foreach (var grant in Grant().Matches(step.Sql).Where(
                grant => Word().Matches(grant.Groups["roles"].Value).Any(word => word.Value == role)))
            {
                functions.UnionWith(Name().Matches(grant.Groups["functions"].Value).Select(name => name.Groups["name"].Value));
            }
        }

        return functions;
    }

    [GeneratedRegex(
        @"grant\s+execute\s+on\s+function\s+(?<functions>[^;]+?)\s+to\s+(?<roles>[a-z_][a-z0-9_, \n\r]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Grant();

    [GeneratedRegex(@"(?<name>[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*)\s*\(")]
    private static partial Regex Name();

    [GeneratedRegex("[a-z_][a-z0-9_]*")]
    private static partial Regex Word();
}
