namespace Unified.Media;

/// <summary>A rule that a request breaks. A rejection lists every broken rule.</summary>
public sealed record RejectionReason
{
    /// <summary>Creates a reason.</summary>
    public RejectionReason(string code, string message)
    {
        Code = code;
        Message = message;
    }

    /// <summary>A <see cref="RejectionCode"/>.</summary>
    public string Code { get; init; }

    /// <summary>The rule and, where it is known, what was found, as a sentence for people. It contains no data of other users.</summary>
    public string Message { get; init; }

    /// <summary>The name of the request's property that breaks the rule; null when the content breaks it.</summary>
    public string? Field { get; init; }
}
