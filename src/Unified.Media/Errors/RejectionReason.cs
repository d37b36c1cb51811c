namespace Unified.Media;

/// <summary>One broken rule. A rejection lists every rule that the request breaks.</summary>
/// <param name="Code">A <see cref="RejectionCode"/>.</param>
/// <param name="Message">A sentence for a person: the rule and, where it is known, what was found. Never other people's data.</param>
public sealed record RejectionReason(string Code, string Message)
{
    /// <summary>The name of the request's property that broke the rule; null when it is the content itself.</summary>
    public string? Field { get; init; }
}
