namespace Unified.Media;

/// <summary>A rule that a request breaks: one of <see cref="MediaRejectedException.Reasons"/>.</summary>
public sealed record RejectionReason
{
    /// <summary>Creates a reason.</summary>
    /// <param name="code">A code from <see cref="RejectionCode"/>.</param>
    /// <param name="message">A human-readable sentence that states the broken rule.</param>
    public RejectionReason(string code, string message)
    {
        Code = code;
        Message = message;
    }

    /// <summary>A stable code from <see cref="RejectionCode"/>.</summary>
    public string Code { get; init; }

    /// <summary>A human-readable sentence that states the rule and, if known, the actual value. It contains no data of other users.</summary>
    public string Message { get; init; }

    /// <summary>The name of the property of the request that breaks the rule; null when the content breaks the rule.</summary>
    public string? Field { get; init; }
}
