namespace Unified.Media;

/// <summary>A rule for requests, fields or content. Each rule is in a file of its own name, together with its limit.</summary>
internal interface IRule<in T>
{
    /// <summary>Adds a reason for each way in which the subject breaks the rule. What is not known yet breaks no rule.</summary>
    void Check(T subject, RejectionReasons reasons);
}
