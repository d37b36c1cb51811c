namespace Unified.Media;

/// <summary>A rule for requests, fields or content. Each rule has its own file, which also defines its limit.</summary>
internal interface IRule<in T>
{
    /// <summary>Adds a reason for each value that breaks the rule. A rule is not broken while the values that it checks are unknown.</summary>
    void Check(T subject, RejectionReasons reasons);
}
