namespace Unified.Media.TestStorage;

/// <summary>The Storage server that tests run against: the local server, a container, or a server that environment variables specify.</summary>
public sealed class StorageTarget : IAsyncDisposable
{
    private readonly Func<ValueTask> _stop;

    internal StorageTarget(
        StorageTargetKind kind, Uri url, string serviceKey, string? jwtSecret, StorageServer? server, Func<ValueTask> stop)
    {
        Kind = kind;
        Url = url;
        ServiceKey = serviceKey;
        JwtSecret = jwtSecret;
        Server = server;
        _stop = stop;
    }

    public StorageTargetKind Kind { get; }

    /// <summary>The base address.</summary>
    public Uri Url { get; }

    public string ServiceKey { get; }

    /// <summary>The secret that signs access tokens; null when it is unknown. Tests cannot create tokens of users then.</summary>
    public string? JwtSecret { get; }

    /// <summary>The local server, which injects faults and records requests; null for other kinds.</summary>
    public StorageServer? Server { get; }

    /// <summary>Creates the access token of a signed-in user. The default lifetime is one hour.</summary>
    /// <exception cref="InvalidOperationException"><see cref="JwtSecret"/> is null.</exception>
    public string TokenFor(string userId, TimeSpan? lifetime = null) => StorageToken.Mint(
        JwtSecret ?? throw new InvalidOperationException("UNIFIED_MEDIA_TEST_SUPABASE_JWT_SECRET is not set."),
        "authenticated",
        userId,
        TimeProvider.System.GetUtcNow(),
        lifetime ?? TimeSpan.FromHours(1));

    public ValueTask DisposeAsync() => _stop();
}
