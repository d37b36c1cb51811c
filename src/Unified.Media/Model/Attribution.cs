namespace Unified.Media;

/// <summary>
/// The attribution that a stock provider requires, such as the author and the license. Each property has at most 1,000 characters; null when unknown.
/// </summary>
public sealed record Attribution
{
    /// <summary>The line to show, such as <c>Photo by Jane Doe on Pexels</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The photographer or artist.</summary>
    public string? Author { get; init; }

    /// <summary>The URL of the author's page.</summary>
    public string? AuthorUrl { get; init; }

    /// <summary>The stock provider, such as <c>pexels</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id of the image or video.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The URL of the page of the image or video at the provider.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The name of the license.</summary>
    public string? License { get; init; }

    /// <summary>An empty attribution. As <see cref="MediaChanges.Attribution"/>, it removes the attribution of the item.</summary>
    public static Attribution None { get; } = new();
}
