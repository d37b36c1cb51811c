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

    /// <summary>The user of the call; required unless <see cref="IsService"/> or <see cref="IsSigned"/> is true.</summary>
    public StorageCaller? Caller { get; init; }

    /// <summary>True for calls that always use the configured key.</summary>
    public bool IsService { get; init; }

    /// <summary>True for calls without an access token: the URL or a header contains a signed token, or the route is public.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True when the call changes data. Its outcome is unknown when the response is lost.</summary>
    public bool IsWrite { get; init; }

    /// <summary>True when the call may be retried after an attempt whose outcome is unknown.</summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>True when the call can take long, because it transfers or copies content. Only the stall timeout applies to it.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>True when the request is sent to <see cref="StorageEndpoint.UploadBase"/>.</summary>
    public bool IsLargeUpload { get; init; }

    /// <summary>True when the calling code retries, and the transport does not.</summary>
    public bool DisableRetry { get; init; }
}
