namespace Unified.Media;

/// <summary>How to make links.</summary>
public sealed class MediaLinkOptions
{
    /// <summary>How long signed addresses work: 1 second to 24 hours; null takes the option <c>UrlLifetime</c>.</summary>
    public TimeSpan? Lifetime { get; init; }
}
