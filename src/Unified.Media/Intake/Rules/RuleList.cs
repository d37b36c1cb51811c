namespace Unified.Media;

/// <summary>Checks every rule of a list, also after a broken one.</summary>
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
