namespace Unified.Media.Supabase;

/// <summary>A call to one of Storage's endpoints. Each attempt makes its own request from it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the address of Storage, with its query.</param>
/// <param name="Purpose">The purpose as errors and logs name it, such as "store the object".</param>
internal sealed record StorageCall(HttpMethod Method, string Path, string Purpose)
{
    /// <summary>Makes the content of an attempt. A body reports its progress to the attempt's watch.</summary>
    public Func<StallWatch, HttpContent>? Content { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The user that the call acts for; null only for calls with <see cref="IsService"/> or <see cref="IsSigned"/>.</summary>
    public StorageCaller? Caller { get; init; }

    /// <summary>True for calls that the library makes for itself, with the configured key.</summary>
    public bool IsService { get; init; }

    /// <summary>True when the URL or a header carries a signed token.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True when the call changes something, so that a lost response leaves its outcome unknown.</summary>
    public bool IsWrite { get; init; }

    /// <summary>True when the call may be retried after an attempt whose outcome is unknown.</summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>True when the request or the response has content of any length. There is no limit for the whole call then.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>True when the call goes to the address for large uploads.</summary>
    public bool IsLargeUpload { get; init; }

    /// <summary>True when the caller of the call retries by itself.</summary>
    public bool DisableRetry { get; init; }
}
