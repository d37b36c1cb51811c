namespace Unified.Media;

/// <summary>The addresses of one item.</summary>
/// <param name="Id">The item.</param>
/// <param name="ContentUrl">The stable address in the host.</param>
/// <param name="Url">An address that works without the host: signed or public; null where the object store has none.</param>
/// <param name="UrlExpiresAt">When <paramref name="Url"/> stops working; null for public addresses.</param>
public sealed record MediaLink(MediaId Id, string ContentUrl, Uri? Url, DateTimeOffset? UrlExpiresAt);
