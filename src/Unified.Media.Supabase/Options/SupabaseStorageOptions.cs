namespace Unified.Media.Supabase;

/// <summary>
/// The options of the Supabase Storage object store. Read from the section <c>Supabase</c> of the configuration that the host binds, where
/// unknown keys are reported; from the section <c>Supabase</c> at the root of the host's configuration, where they are not; or from
/// <c>SUPABASE_URL</c> and <c>SUPABASE_SERVICE_ROLE_KEY</c> or <c>SUPABASE_SECRET_KEY</c>. The first of them wins, and what code sets wins over
/// all. Checked when the host starts; every failure is named in one message. Changes after that have no effect.
/// </summary>
public sealed class SupabaseStorageOptions
{
    /// <summary>The project: <c>https://abcdefghijklmnopqrst.supabase.co</c>. <c>/storage/v1</c> is added where it is missing.</summary>
    /// <value>Null: <see cref="StorageUrl"/> is needed then.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// The Storage service itself, where it is not behind a project's gateway: <c>http://localhost:5000</c>. Nothing is added to it. Wins
    /// over <see cref="Url"/>.
    /// </summary>
    /// <value>Null.</value>
    public Uri? StorageUrl { get; set; }

    /// <summary>
    /// Where uploads of 6 MiB and more go: a host of the same Storage that is not behind the gateway, with its path.
    /// </summary>
    /// <value>Null: derived for hosted projects (<c>https://….storage.supabase.co/storage/v1</c>), otherwise none.</value>
    public Uri? UploadUrl { get; set; }

    /// <summary>
    /// The key that the library acts with where there is no user's token: the service role key, as a JWT or as <c>sb_secret_…</c>. Apps on
    /// users' devices put the anonymous or publishable key here. Never logged and never part of a message.
    /// </summary>
    /// <value>Null, which is refused.</value>
    public string? ServiceRoleKey { get; set; }

    /// <summary>
    /// Asked before every request for the user's access token, so that Storage's own policies apply. Null stands for nobody in particular:
    /// <see cref="ServiceRoleKey"/> acts, as it does for janitor and sweeper. An empty text is refused with <c>access_denied</c>, for hosts
    /// that want nobody to act as the service by accident. Called concurrently.
    /// </summary>
    /// <value>Null: everything is done with <see cref="ServiceRoleKey"/>.</value>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; set; }

    /// <summary>True makes missing buckets when the host starts: private, with the limits below.</summary>
    /// <value>True.</value>
    public bool CreateBuckets { get; set; } = true;

    /// <summary>The most bytes an object of a new bucket may have; at most the server's own limit.</summary>
    /// <value>Null: the server's own limit.</value>
    public long? BucketMaxBytes { get; set; }

    /// <summary>
    /// The content types that a new bucket takes: <c>image/png</c> or <c>image/*</c>. <c>text/plain</c> must be among them: it is the
    /// type of the mark that tells the sweeper whose bucket it is. Empty for any type.
    /// </summary>
    /// <value>Empty, which stands for everything that Unified.Media stores.</value>
    public IList<string> BucketContentTypes { get; } = [];

    /// <summary>
    /// Other buckets for objects that this library stores: the bucket of a layout to the one that is used instead. Objects with keys that
    /// the library did not compose stay where they are, so an older public bucket keeps serving them while new items go to a private one.
    /// </summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> BucketMap { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether private items may be kept in public buckets, where everybody who knows or guesses an address reads them. Without it that
    /// fails with <c>bucket_is_public</c>.
    /// </summary>
    /// <value>False.</value>
    public bool AllowPrivateItemsInPublicBuckets { get; set; }

    /// <summary>The <c>Cache-Control</c> of objects for browsers and proxies, at most 200 ASCII characters.</summary>
    /// <value><c>private, max-age=3600</c></value>
    public string CacheControl { get; set; } = "private, max-age=3600";

    /// <summary>
    /// From how many bytes on an upload is made in resumable chunks. Below it an upload that breaks is sent again from the start, which is
    /// quicker on any network that seldom breaks.
    /// </summary>
    /// <value>128 MiB (134,217,728).</value>
    public long ResumableThresholdBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>The bytes of a chunk, a multiple of 256 KiB. Hosted projects take 6 MiB only.</summary>
    /// <value>Null: 6 MiB on hosted projects, 48 MiB elsewhere.</value>
    public int? ResumableChunkBytes { get; set; }

    /// <summary>
    /// A folder that remembers unfinished uploads, so that another process goes on with them; it is made when it is missing.
    /// </summary>
    /// <value>Null: they are remembered in memory.</value>
    public string? UploadSessionFolder { get; set; }

    /// <summary>The most connections at once, 1 to 1,000.</summary>
    /// <value>64.</value>
    public int MaxConnections { get; set; } = 64;

    /// <summary>The maximum number of retries per call, 0 to 10.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The time without any movement, in either direction, after which a request is given up: 1 second to 10 minutes. There is no limit for a whole
    /// upload or download; calls that carry no content may take 10 seconds at most.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Never the key.</summary>
    public override string ToString() => $"Supabase Storage at {StorageUrl ?? Url}";
}
