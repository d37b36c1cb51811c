namespace Unified.Media.Supabase;

/// <summary>One call of Storage's interface, as it can be tried more than once.</summary>
internal sealed record StorageCall(HttpMethod Method, string Path, string What)
{
    /// <summary>Makes the content of a try. A body reports to the watch of the try.</summary>
    public Func<StallWatch, HttpContent>? Content { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The identity that the work was begun for; null when it begins with this call.</summary>
    public StorageIdentity? BegunFor { get; init; }

    /// <summary>True for what the library does for itself, never as a user.</summary>
    public bool IsService { get; init; }

    /// <summary>True when the address or a header carries the right already.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True when the call changes something, so that a lost answer leaves its outcome unknown.</summary>
    public bool IsWrite { get; init; }

    /// <summary>True when a try may follow one whose outcome is unknown.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>True when the call has content of users in either direction: it may take long, as long as something moves.</summary>
    public bool IsLong { get; init; }

    /// <summary>True for the address of large uploads.</summary>
    public bool IsLargeUpload { get; init; }

    /// <summary>True when the caller has tries of its own.</summary>
    public bool NoRetry { get; init; }
}
