namespace Unified.Media;

/// <summary>
/// The library's settings. They are checked when the host starts; one message lists every failure by its configuration path. Later
/// changes have no effect.
/// </summary>
public sealed class UnifiedMediaOptions
{
    /// <summary>What an image may be.</summary>
    public MediaLimits Images { get; } = new() { MaxBytes = 50L * 1024 * 1024 };

    /// <summary>What a video may be.</summary>
    public MediaLimits Videos { get; } = new() { MaxBytes = 500L * 1024 * 1024 };

    /// <summary>How remote content is fetched.</summary>
    public RemoteContentOptions Remote { get; } = new();

    /// <summary>
    /// Where the host serves contents: <c>{ContentBaseUrl}/{id}/content</c> is an item's stable address. A path or an absolute address.
    /// </summary>
    /// <value><c>/api/media</c></value>
    public string ContentBaseUrl { get; set; } = "/api/media";

    /// <summary>How long signed addresses work: 1 second to 24 hours.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The folder for content that can be read only once, where the object store has no staging folder of its own; null for the system's
    /// temporary folder.
    /// </summary>
    /// <value>Null.</value>
    public string? SpoolFolder { get; set; }

    /// <summary>
    /// How long an upload may take before the janitor may end it; a second more for every 64 KiB. 1 minute to 24 hours.
    /// </summary>
    /// <value>15 minutes.</value>
    public TimeSpan UploadLease { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How the janitor, which finishes what crashes left, runs in this process.</summary>
    public JanitorOptions Janitor { get; } = new();

    /// <summary>
    /// How long tombstones of deleted items are kept: at least 7 days, which is longer than any retry and any upload address lives.
    /// </summary>
    /// <value>7 days.</value>
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The names of schemas and roles in PostgreSQL. The catalog, the schema and the migration of older tables all read them here.
    /// </summary>
    public PostgresSchemaNames PostgresNames { get; } = new();

    /// <summary>Set by <c>AllowService()</c>. A field, because the configuration binder would take a property for a setting.</summary>
    internal bool ServiceAllowed;
}
