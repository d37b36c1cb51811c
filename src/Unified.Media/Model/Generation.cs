namespace Unified.Media;

/// <summary>
/// The AI model, prompt and other parameters that generated or enhanced an item. Each string has at most 5,000 characters; null when unknown.
/// </summary>
public sealed record Generation
{
    /// <summary>The AI provider, such as <c>nanobanana</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The user's prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>The style that was applied.</summary>
    public string? Style { get; init; }

    /// <summary>The id of the job or task at the provider.</summary>
    public string? JobId { get; init; }

    /// <summary>The cost, in a unit that your application chooses; null when unknown.</summary>
    public decimal? Cost { get; init; }

    internal static Generation None { get; } = new();
}
