namespace Unified.Media;

/// <summary>
/// Options of the library. They are validated when the host starts and when the store is first resolved; one message lists every failure with its
/// configuration path. Later changes have no effect.
/// </summary>
public sealed class UnifiedMediaOptions
{
    /// <summary>The limits for images.</summary>
    public MediaLimits Images { get; } = new() { MaxBytes = 50L * 1024 * 1024 };

    /// <summary>The limits for videos.</summary>
    public MediaLimits Videos { get; } = new() { MaxBytes = 500L * 1024 * 1024 };

    /// <summary>Options for content that is downloaded from a URL.</summary>
    public RemoteContentOptions Remote { get; } = new();

    /// <summary>
    /// The base URL of your content endpoint: a path that begins with <c>/</c>, or an absolute HTTP URL, without a query or a fragment.
    /// <see cref="MediaItem.ContentUrl"/> is <c>{ContentBaseUrl}/{id}/content</c>.
    /// </summary>
    /// <value>The default is <c>/api/media</c>.</value>
    public string ContentBaseUrl { get; set; } = "/api/media";

    /// <summary>The lifetime of signed URLs: 1 second to 24 hours.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The folder for temporary copies of streams that cannot seek. It must exist; null uses <see cref="Path.GetTempPath"/>. Ignored when the object
    /// store has a staging folder, as the local folder has.
    /// </summary>
    /// <value>The default is null.</value>
    public string? SpoolFolder { get; set; }

    /// <summary>
    /// The lease of an upload: the time after which the janitor may treat it as interrupted and delete its object. 1 minute to 24 hours; the library
    /// adds one second per 64 KiB of content.
    /// </summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan UploadLease { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Options of the janitor, which cleans up after interrupted uploads and deletions.</summary>
    public JanitorOptions Janitor { get; } = new();

    /// <summary>
    /// The retention of tombstones, the ledger rows of deleted items: 7 to 3,650 days. During this time, the idempotency key of a deleted item is
    /// rejected (<c>idempotency_gone</c>). The minimum exceeds the lifetime of every signed upload URL.
    /// </summary>
    /// <value>The default is 7 days.</value>
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The names of schemas and roles in PostgreSQL. The catalog, the schema migrations and the legacy migration share them; other catalogs ignore
    /// these names.
    /// </summary>
    public PostgresSchemaNames PostgresNames { get; } = new();

    /// <summary>Set by <c>AllowService()</c>. This is a field, because the configuration binder would bind a property.</summary>
    internal bool ServiceAllowed;
}
