namespace Unified.Media.Supabase;

/// <summary>
/// The options of the Supabase Storage object store. They are read from the settings <c>SUPABASE_URL</c>, <c>SUPABASE_SECRET_KEY</c> and
/// <c>SUPABASE_SERVICE_ROLE_KEY</c>, then from the section <c>Supabase</c> at the root of the host's configuration, then from the section
/// <c>Supabase</c> of the configuration that <c>Bind</c> was called with, then from code; the later source wins. Unknown keys are reported in the
/// bound section only. The options are validated when the host starts, and one message lists every failure. Later changes have no effect.
/// </summary>
public sealed class SupabaseStorageOptions
{
    /// <summary>The address of the project: <c>https://abcdefghijklmnopqrst.supabase.co</c>. <c>/storage/v1</c> is appended if missing.</summary>
    /// <value>Null: <see cref="StorageUrl"/> is required.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// The address of a Storage server without the gateway of a project: <c>http://localhost:5000</c>. Nothing is appended. Wins over
    /// <see cref="Url"/>.
    /// </summary>
    /// <value>Null.</value>
    public Uri? StorageUrl { get; set; }

    /// <summary>The address for uploads of 6 MiB and more: a host of the same Storage that is not behind the gateway, with its path.</summary>
    /// <value>Null: <c>https://….storage.supabase.co/storage/v1</c> for hosted projects, otherwise the address for all calls.</value>
    public Uri? UploadUrl { get; set; }

    /// <summary>
    /// The key of calls without a user's access token: the service role key, as a JWT or as <c>sb_secret_…</c>. An application on a user's device
    /// uses the anonymous or publishable key instead. It is never logged and never part of a message.
    /// </summary>
    /// <value>Null, which is invalid.</value>
    public string? ServiceRoleKey { get; set; }

    /// <summary>
    /// Returns the access token of a user, so that the access policies of Storage apply. It is called before every request, with the user of the
    /// operation of <see cref="IUnifiedMediaStore"/>, or the user that was passed to <see cref="ISupabaseStorageClient.From"/>. The janitor and
    /// the sweeper act as <see cref="MediaUser.Service"/>. With null, the call uses <see cref="ServiceRoleKey"/>; an empty text fails it with
    /// <c>access_denied</c>. The delegate is called concurrently.
    /// </summary>
    /// <value>Null: all calls use <see cref="ServiceRoleKey"/>.</value>
    public Func<MediaUser, CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>True to create missing buckets when the host starts: private, with the limits below.</summary>
    /// <value>True.</value>
    public bool CreateBuckets { get; set; } = true;

    /// <summary>The maximum number of bytes per object in new buckets; at most the limit of the server.</summary>
    /// <value>Null: the limit of the server.</value>
    public long? BucketMaxBytes { get; set; }

    /// <summary>
    /// The content types that new buckets allow: <c>image/png</c> or <c>image/*</c>. A list must have <c>text/plain</c>, the content type of the
    /// marker that tells the sweeper which catalog a bucket belongs to. <c>*/*</c> allows any type.
    /// </summary>
    /// <value>Empty: the content types that Unified.Media stores.</value>
    public IList<string> BucketContentTypes { get; } = [];

    /// <summary>
    /// Maps a bucket of the catalog to the bucket in which the library stores its own objects instead. Objects whose keys the library did not compose
    /// stay where they are: an existing public bucket keeps serving them, while new items are stored in a private one.
    /// </summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> BucketMap { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// True to allow private items in public buckets, where everyone who knows or guesses a URL can read them; false to fail with
    /// <c>bucket_is_public</c>.
    /// </summary>
    /// <value>False.</value>
    public bool AllowPrivateItemsInPublicBuckets { get; set; }

    /// <summary>The <c>Cache-Control</c> header of objects for browsers and proxies; at most 200 ASCII characters.</summary>
    /// <value><c>private, max-age=3600</c></value>
    public string CacheControl { get; set; } = "private, max-age=3600";

    /// <summary>
    /// The number of bytes from which on uploads are sent in resumable chunks. A smaller upload is one request and starts again when it breaks,
    /// which is faster on a reliable network.
    /// </summary>
    /// <value>128 MiB (134,217,728).</value>
    public long ResumableThresholdBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>The number of bytes per chunk, a multiple of 256 KiB. Hosted projects accept 6 MiB only.</summary>
    /// <value>Null: 6 MiB on hosted projects, 48 MiB elsewhere.</value>
    public int? ResumableChunkBytes { get; set; }

    /// <summary>
    /// The folder in which the sessions of unfinished uploads are stored, so that another process can resume them. Created if missing.
    /// </summary>
    /// <value>Null: sessions are kept in memory.</value>
    public string? UploadSessionFolder { get; set; }

    /// <summary>The maximum number of open connections, 1 to 1,000.</summary>
    /// <value>64.</value>
    public int MaxConnections { get; set; } = 64;

    /// <summary>The maximum number of retries per call, 0 to 10.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The time without any transferred data after which an attempt is aborted, 1 second to 10 minutes. The duration of whole uploads and
    /// downloads is not limited. Calls without content have at most 10 seconds per attempt.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Returns a text without the key.</summary>
    public override string ToString() => $"Supabase Storage at {StorageUrl ?? Url}";
}
