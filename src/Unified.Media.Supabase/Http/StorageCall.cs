namespace Unified.Media.Supabase;

/// <summary>A call to an endpoint of Storage. Each attempt sends a new request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and the query, relative to the base address of Storage.</param>
/// <param name="Purpose">The purpose of the call in error and log messages, such as "store the object".</param>
internal sealed record StorageCall(HttpMethod Method, string Path, string Purpose)
{
    /// <summary>Creates the content of an attempt, which restarts the given timer when it sends data; null for no content.</summary>
    public Func<StallTimer, HttpContent>? Content { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The user of the call; required unless <see cref="UsesConfiguredKey"/> or <see cref="OmitsAccessToken"/> is true.</summary>
    public StorageCaller? Caller { get; init; }

    /// <summary>True when the call always uses the configured key, never an access token.</summary>
    public bool UsesConfiguredKey { get; init; }

    /// <summary>
    /// True when the call sends no access token, because the URL or a header contains a signed token, or because the route is public.
    /// </summary>
    public bool OmitsAccessToken { get; init; }

    /// <summary>True when the call changes data. Its outcome is unknown when the response is lost.</summary>
    public bool IsWrite { get; init; }

    /// <summary>True when the call may be retried after an attempt whose outcome is unknown.</summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>True when the call can take long, because it transfers or copies content. Only the stall timeout applies to such a call.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>True when the request is sent to <see cref="StorageEndpoint.UploadBase"/>.</summary>
    public bool IsLargeUpload { get; init; }

    /// <summary>True when the transport must not retry the call, because the calling code does.</summary>
    public bool DisableRetry { get; init; }
}
