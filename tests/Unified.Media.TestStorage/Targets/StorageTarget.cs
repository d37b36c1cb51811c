namespace Unified.Media.TestStorage;

/// <summary>A Storage server that tests run against: a real one, a container, or the local server.</summary>
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

    /// <summary>The base address, without a slash at its end.</summary>
    public Uri Url { get; }

    public string ServiceKey { get; }

    /// <summary>The secret of the tokens; null where it is unknown, so that tests cannot make tokens of users.</summary>
    public string? JwtSecret { get; }

    /// <summary>The local server, for faults and recorded requests; null for other servers.</summary>
    public StorageServer? Server { get; }

    /// <summary>Makes a token of a signed-in user.</summary>
    /// <exception cref="InvalidOperationException">The secret of this server is unknown.</exception>
    public string TokenFor(string userId, TimeSpan? lifetime = null) => StorageToken.Mint(
        JwtSecret ?? throw new InvalidOperationException("UNIFIED_MEDIA_TEST_SUPABASE_JWT_SECRET is not set."),
        "authenticated",
        userId,
        TimeProvider.System.GetUtcNow(),
        lifetime ?? TimeSpan.FromHours(1));

    public ValueTask DisposeAsync() => _stop();
}
