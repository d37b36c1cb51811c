namespace Unified.Media;

/// <summary>How an AI made or enhanced a picture. Texts are at most 5,000 characters.</summary>
public sealed record Generation
{
    /// <summary>The service: <c>nanobanana</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model's name.</summary>
    public string? Model { get; init; }

    /// <summary>What the user asked for.</summary>
    public string? Prompt { get; init; }

    /// <summary>The style that was applied.</summary>
    public string? Style { get; init; }

    /// <summary>The provider's job or task id.</summary>
    public string? JobId { get; init; }

    /// <summary>What it cost, in the host's own unit; null when unknown.</summary>
    public decimal? Cost { get; init; }
}
