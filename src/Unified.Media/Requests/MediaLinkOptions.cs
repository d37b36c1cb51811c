namespace Unified.Media;

/// <summary>Options of making links.</summary>
public sealed record MediaLinkOptions
{
    /// <summary>The time for which signed URLs work: 1 second to 24 hours; null is the option <c>UrlLifetime</c>.</summary>
    public TimeSpan? Lifetime { get; init; }
}
