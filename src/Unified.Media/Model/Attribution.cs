namespace Unified.Media;

/// <summary>
/// The attribution that a stock provider requires, such as the author and the licence. Each text has at most 1,000 characters.
/// </summary>
public sealed record Attribution
{
    /// <summary>The line to show: <c>Photo by Jane Doe on Pexels</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The photographer or artist.</summary>
    public string? Author { get; init; }

    /// <summary>The URL of the author's page.</summary>
    public string? AuthorUrl { get; init; }

    /// <summary>The provider: <c>pexels</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's own id of the picture.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The URL of the picture's page at the provider.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The name of the licence.</summary>
    public string? License { get; init; }

    /// <summary>An empty attribution. In <see cref="MediaChanges"/> it removes the attribution of the item.</summary>
    public static Attribution None { get; } = new();
}
