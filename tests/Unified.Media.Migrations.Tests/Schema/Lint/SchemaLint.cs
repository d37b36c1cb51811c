using System.Text.RegularExpressions;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Checks the rules for functions of the schema. A violation is one line with the name of the function. Bodies are scanned as text without
/// comments; dynamic statements are scanned as far as their text is in the body.
/// </summary>
/// <param name="builtIns">The functions of PostgreSQL and their volatility.</param>
/// <param name="longFunctions">Functions that may have more than <see cref="MaxLines"/> lines, with the reason.</param>
internal sealed partial class SchemaLint(
    IReadOnlyDictionary<string, SqlVolatility> builtIns, IReadOnlyDictionary<string, string> longFunctions)
{
    public const int MaxLines = 100;

    public const string PinnedPath = "search_path=pg_catalog, pg_temp";

    // Names start with a verb, in the module legacy with legacy_ and a verb. Add new verbs here.
    private static readonly HashSet<string> Verbs =
    [
        "abandon", "adopt", "advance", "analyze", "attach", "begin", "build", "can", "choose", "claim", "classify", "collect", "complete",
        "confirm", "copy",
        "count", "create", "decode", "derive", "describe", "detach", "end", "expect", "extend", "extract", "find", "finish", "fold", "get",
        "guard", "has", "hash", "insert", "is", "join", "keep", "list", "locate", "lock", "make", "map", "mark", "parse", "pause", "plan", "prepare",
        "process", "publish", "purge", "reconcile", "refresh", "reject", "release", "remove", "reserve", "rewrite", "run", "save", "search", "set",
        "start", "survey", "sync", "undo", "unescape", "update", "verify",
    ];

    public IReadOnlyList<string> Check(IReadOnlyList<SqlFunction> functions)
    {
        var ours = functions.ToLookup(function => function.Name);
        return
        [
            .. functions.SelectMany(function => Violations(function, ours).Select(violation => $"{function.Name}: {violation}")),
            .. longFunctions.Keys.Where(name => !ours[name].Any(IsLong)).Select(name => $"{name}: is listed as long and is not"),
        ];
    }

    private IEnumerable<string> Violations(SqlFunction function, ILookup<string, SqlFunction> ours)
    {
        var body = Comment().Replace(function.Source, string.Empty);
        var called = OurCall().Matches(body).SelectMany(call => ours[call.Groups["name"].Value]).Where(other => other.Name != function.Name).ToList();

        if (function.IsParallelSafe && ExceptionBlock().IsMatch(body))
        {
            yield return "is parallel safe and has an exception block, which is a subtransaction";
        }

        foreach (var other in called.Where(other => function.IsParallelSafe && !other.IsParallelSafe))
        {
            yield return $"is parallel safe and calls {other.Name}, which is not";
        }

        foreach (var other in called.Where(other => other.Volatility > function.Volatility))
        {
            yield return $"is {function.Volatility} and calls {other.Name}, which is {other.Volatility}";
        }

        foreach (var name in BuiltInCall().Matches(body).Select(call => call.Groups["name"].Value).Distinct())
        {
            if (builtIns.TryGetValue(name, out var volatility) && volatility > function.Volatility)
            {
                yield return $"is {function.Volatility} and calls {name}, which is {volatility}";
            }
        }

        if (function.IsSecurityDefiner && !function.Settings.Contains(PinnedPath))
        {
            yield return $"runs with its owner's rights without {PinnedPath}";
        }

        if (function.Comment is not { } comment || !Sentence().IsMatch(comment))
        {
            yield return "has no comment that is a sentence";
        }

        if (IsLong(function) && !longFunctions.ContainsKey(function.Name))
        {
            yield return $"has more than {MaxLines} lines";
        }

        if (!Verbs.Contains(ModulePrefix().Replace(function.Name, string.Empty).Split('_')[0]))
        {
            yield return "does not begin with a verb";
        }

        if (CreatesFunction().IsMatch(body))
        {
            yield return "creates functions";
        }
    }

    private static bool IsLong(SqlFunction function) => function.Source.Trim('\n').Split('\n').Length > MaxLines;

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bexception\s+when\b", RegexOptions.IgnoreCase)]
    private static partial Regex ExceptionBlock();

    [GeneratedRegex(@"\bunified_media\.(?<name>\w+)\(")]
    private static partial Regex OurCall();

    [GeneratedRegex(@"(?<![\w.])(?<name>[a-z_0-9]+)\(")]
    private static partial Regex BuiltInCall();

    [GeneratedRegex(@"^[A-Z].*\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex("^legacy_")]
    private static partial Regex ModulePrefix();

    [GeneratedRegex(@"\bcreate\s+(or\s+replace\s+)?function\b", RegexOptions.IgnoreCase)]
    private static partial Regex CreatesFunction();
}
