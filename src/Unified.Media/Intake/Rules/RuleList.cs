namespace Unified.Media;

/// <summary>Checks lists of rules. A broken rule does not stop the others from being checked.</summary>
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
