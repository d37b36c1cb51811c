namespace Unified.Media;

/// <summary>A record of how an AI model made or enhanced a picture. Each text has at most 5,000 characters.</summary>
public sealed record Generation
{
    /// <summary>The service: <c>nanobanana</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The user's prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>The style that was applied.</summary>
    public string? Style { get; init; }

    /// <summary>The provider's job or task id.</summary>
    public string? JobId { get; init; }

    /// <summary>The cost, in a unit of the application's choice; null when unknown.</summary>
    public decimal? Cost { get; init; }

    internal static Generation None { get; } = new();
}
