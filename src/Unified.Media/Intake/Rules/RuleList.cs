namespace Unified.Media;

/// <summary>Checks all rules of a list, so that an error names every broken rule.</summary>
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
