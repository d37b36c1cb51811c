namespace Unified.Media;

/// <summary>Whom a picture is owed to, as stock providers ask for it. Every text is at most 1,000 characters.</summary>
public sealed record Attribution
{
    /// <summary>The line to show: <c>Photo by Jane Doe on Pexels</c>.</summary>
    public string? Text { get; init; }

    /// <summary>The photographer or artist.</summary>
    public string? Author { get; init; }

    /// <summary>The author's page.</summary>
    public string? AuthorUrl { get; init; }

    /// <summary>The provider: <c>pexels</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's own id of the picture.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The picture's page at the provider.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The licence's name.</summary>
    public string? License { get; init; }

    /// <summary>No attribution: in <see cref="MediaChanges"/> it removes the one that is there.</summary>
    public static Attribution None { get; } = new();
}
