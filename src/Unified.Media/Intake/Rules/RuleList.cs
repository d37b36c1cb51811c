namespace Unified.Media;

/// <summary>Lists of rules: every rule is checked, whatever the others find.</summary>
internal static class RuleList
{
    public static void Check<T>(this IRule<T>[] rules, T subject, RejectionReasons reasons)
    {
        foreach (var rule in rules)
        {
            rule.Check(subject, reasons);
        }
    }
}
