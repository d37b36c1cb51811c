namespace Unified.Media;

/// <summary>Options for creating links.</summary>
public sealed record MediaLinkOptions
{
    /// <summary>The lifetime of signed URLs: 1 second to 24 hours; null (default) uses <see cref="UnifiedMediaOptions.UrlLifetime"/>.</summary>
    public TimeSpan? Lifetime { get; init; }
}
