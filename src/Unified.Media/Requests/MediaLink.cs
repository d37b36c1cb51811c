namespace Unified.Media;

/// <summary>The URLs of one item.</summary>
public sealed record MediaLink
{
    /// <summary>The id of the item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The stable URL in your application: <c>ContentBaseUrl/{id}/content</c>.</summary>
    public required string ContentUrl { get; init; }

    /// <summary>A URL of the object store, signed or public; null where the object store has none.</summary>
    public Uri? Url { get; init; }

    /// <summary>The time at which <see cref="Url"/> stops working; null for public URLs and where there is none.</summary>
    public DateTimeOffset? UrlExpiresAt { get; init; }
}
