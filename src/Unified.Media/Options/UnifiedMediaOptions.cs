namespace Unified.Media;

/// <summary>
/// Settings of the library. The host validates them when it starts; one message lists every failure by its configuration path. Later changes have no
/// effect.
/// </summary>
public sealed class UnifiedMediaOptions
{
    /// <summary>Limits for images.</summary>
    public MediaLimits Images { get; } = new() { MaxBytes = 50L * 1024 * 1024 };

    /// <summary>Limits for videos.</summary>
    public MediaLimits Videos { get; } = new() { MaxBytes = 500L * 1024 * 1024 };

    /// <summary>Settings for downloads from remote URLs.</summary>
    public RemoteContentOptions Remote { get; } = new();

    /// <summary>
    /// The base URL of your content endpoint, a path or an absolute URL. <see cref="MediaItem.ContentUrl"/> is
    /// <c>{ContentBaseUrl}/{id}/content</c>.
    /// </summary>
    /// <value><c>/api/media</c></value>
    public string ContentBaseUrl { get; set; } = "/api/media";

    /// <summary>The lifetime of signed URLs: 1 second to 24 hours.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The folder for temporary copies of streams that can be read only once; null for the temporary folder of the system. Not used with an object
    /// store that has a staging folder.
    /// </summary>
    /// <value>Null.</value>
    public string? SpoolFolder { get; set; }

    /// <summary>
    /// The time after which the janitor may end an upload: 1 minute to 24 hours, plus one second per 64 KiB of content.
    /// </summary>
    /// <value>15 minutes.</value>
    public TimeSpan UploadLease { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Settings of the janitor, which completes interrupted uploads and deletions.</summary>
    public JanitorOptions Janitor { get; } = new();

    /// <summary>
    /// The retention of tombstones, the ledger rows of deleted items: 7 to 3,650 days. Seven days are longer than any retry and any upload URL
    /// lasts.
    /// </summary>
    /// <value>7 days.</value>
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The names of schemas and roles in PostgreSQL. The catalog, the schema migrations and the legacy migration use them.
    /// </summary>
    public PostgresSchemaNames PostgresNames { get; } = new();

    /// <summary>Set by <c>AllowService()</c>. A field, because the configuration binder would bind a property.</summary>
    internal bool ServiceAllowed;
}
