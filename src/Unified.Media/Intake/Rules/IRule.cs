namespace Unified.Media;

/// <summary>A rule for requests, fields or content. Each rule has its own file, which also defines its limit.</summary>
internal interface IRule<in T>
{
    /// <summary>Adds a reason for each violation of the rule. A fact that is not known yet does not break a rule.</summary>
    void Check(T subject, RejectionReasons reasons);
}
