namespace Unified.Media.Supabase;

/// <summary>
/// The options of the Supabase Storage object store. They are read from these sources, of which a later one overrides an earlier one: the settings
/// <c>SUPABASE_URL</c>, <c>SUPABASE_SECRET_KEY</c> and <c>SUPABASE_SERVICE_ROLE_KEY</c>; the section <c>Supabase</c> at the root of the host's
/// configuration; the section <c>Supabase</c> of the configuration that was passed to <c>Bind</c>; code. Unknown keys are reported in the bound
/// section only. The options are validated when the host starts, and one message lists all failures. Later changes have no effect.
/// </summary>
public sealed class SupabaseStorageOptions
{
    /// <summary>
    /// The address of the project, such as <c>https://abcdefghijklmnopqrst.supabase.co</c>. <c>/storage/v1</c> is appended if missing.
    /// </summary>
    /// <value>The default is null, which is valid only if <see cref="StorageUrl"/> is set.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// The address of a Storage server without the gateway of a project, such as <c>http://localhost:5000</c>. Nothing is
    /// appended. Overrides <see cref="Url"/>.
    /// </summary>
    /// <value>The default is null.</value>
    public Uri? StorageUrl { get; set; }

    /// <summary>
    /// The base address for uploads of 6 MiB and more: another address of the same Storage server, which bypasses the gateway. Nothing is appended.
    /// </summary>
    /// <value>
    /// The default is null: <c>https://….storage.supabase.co/storage/v1</c> for hosted projects, otherwise the address of all other calls.
    /// </value>
    public Uri? UploadUrl { get; set; }

    /// <summary>
    /// The API key, which is sent with every request: the service role key, as a JWT or as <c>sb_secret_…</c>. It authorizes the calls without an
    /// access token. An application on a user's device must use the anonymous or publishable key instead. Logs and messages never contain the key.
    /// </summary>
    /// <value>The default is null, which is invalid.</value>
    public string? ServiceRoleKey { get; set; }

    /// <summary>
    /// Returns the access token of a user, so that the access policies of Storage apply. It is called before every request, with the user of the
    /// operation of <see cref="IUnifiedMediaStore"/>, or the user that was passed to <see cref="ISupabaseStorageClient.From"/>. The janitor and the
    /// sweeper act as <see cref="MediaUser.Service"/>. When the delegate returns null, the call uses <see cref="ServiceRoleKey"/>. When it returns
    /// an empty string, the call fails with <c>access_denied</c>. The delegate is called concurrently.
    /// </summary>
    /// <value>The default is null: all calls use <see cref="ServiceRoleKey"/>.</value>
    public Func<MediaUser, CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>
    /// True to create missing buckets when the host starts. The new buckets are private, with the limits <see cref="BucketMaxBytes"/> and
    /// <see cref="BucketContentTypes"/>. Existing buckets are not changed.
    /// </summary>
    /// <value>The default is true.</value>
    public bool CreateBuckets { get; set; } = true;

    /// <summary>The maximum number of bytes per object in buckets that the library creates; at least 1, at most the limit of the server.</summary>
    /// <value>The default is null: the limit of the server.</value>
    public long? BucketMaxBytes { get; set; }

    /// <summary>
    /// The content types that are allowed in buckets that the library creates, such as <c>image/png</c> or <c>image/*</c>; <c>*/*</c> allows
    /// all. If the list is not empty, it must allow <c>text/plain</c>, the content type of an object that the sweeper stores in each
    /// bucket to identify its catalog.
    /// </summary>
    /// <value>The default is empty: the content types that Unified.Media stores.</value>
    public IList<string> BucketContentTypes { get; } = [];

    /// <summary>
    /// Maps a bucket name in the catalog to the bucket in which the library stores its objects instead. It applies to objects whose keys were created
    /// by the library. Other objects stay in the original bucket: for example, an existing public bucket keeps its objects, and new items are stored
    /// in a private bucket.
    /// </summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, string> BucketMap { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// True to allow private items in public buckets, where anyone who knows or guesses a URL can read them. False to
    /// reject them with <c>bucket_is_public</c>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowPrivateItemsInPublicBuckets { get; set; }

    /// <summary>
    /// The <c>Cache-Control</c> header of objects for browsers and proxies, 1 to 200 printable ASCII characters. Uploads in chunks send only the
    /// <c>max-age</c> of this header.
    /// </summary>
    /// <value>The default is <c>private, max-age=3600</c>.</value>
    public string CacheControl { get; set; } = "private, max-age=3600";

    /// <summary>
    /// The minimum number of bytes of uploads that are sent in resumable chunks; at least 1. Smaller uploads are sent with one request, which is
    /// faster on a reliable network, but a retry after a broken connection sends the whole content again.
    /// </summary>
    /// <value>The default is 128 MiB (134,217,728).</value>
    public long ResumableThresholdBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>The number of bytes per chunk, a multiple of 256 KiB. Hosted projects accept only 6 MiB.</summary>
    /// <value>The default is null: 6 MiB for hosted projects, otherwise 48 MiB.</value>
    public int? ResumableChunkBytes { get; set; }

    /// <summary>
    /// The folder for the sessions of unfinished uploads, so that another process can resume the uploads. It is created if missing.
    /// </summary>
    /// <value>The default is null: sessions are stored in memory.</value>
    public string? UploadSessionFolder { get; set; }

    /// <summary>The maximum number of open connections per server, 1 to 1,000.</summary>
    /// <value>The default is 64.</value>
    public int MaxConnections { get; set; } = 64;

    /// <summary>
    /// The maximum number of retries per call, 0 to 10. For uploads in chunks and for downloads, it limits the consecutive failures.
    /// </summary>
    /// <value>The default is 3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The time after which an attempt is aborted when no data is transferred, 1 second to 10 minutes. The duration of whole uploads and downloads is
    /// not limited. Calls that transfer no content are aborted after at most 10 seconds per attempt.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Returns a string that does not contain the key.</summary>
    public override string ToString() => $"Supabase Storage at {StorageUrl ?? Url}";
}
