namespace Unified.Media;

/// <summary>The URLs of one item.</summary>
public sealed record MediaLink
{
    /// <summary>The id of the item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The stable URL of the content in your application: <c>{ContentBaseUrl}/{id}/content</c>.</summary>
    public required string ContentUrl { get; init; }

    /// <summary>
    /// The signed or public URL at the object store. Null when the object store does not support URLs and when it does not have the object.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The time at which <see cref="Url"/> stops working; null for a public URL and when <see cref="Url"/> is null.</summary>
    public DateTimeOffset? UrlExpiresAt { get; init; }
}
