namespace Unified.Media.Supabase;

/// <summary>
/// The error of a failed attempt, with the properties that determine whether the call is retried. Callers of the transport get it as the inner
/// exception of a <see cref="MediaException"/>.
/// </summary>
internal sealed class StorageException(StorageErrorKind kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public StorageErrorKind Kind { get; } = kind;

    /// <summary>The status in the body of the response, which often differs from the HTTP status; null without a response.</summary>
    public int? Status { get; init; }

    /// <summary>The delay of the <c>Retry-After</c> header; null when the response does not have one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when this attempt may have taken effect.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>True when this attempt or an earlier attempt of the same call may have taken effect.</summary>
    public bool CallOutcomeUnknown { get; set; }

    /// <summary>The identity of the last attempt; null for a call with a signed token, and for a call without any attempt.</summary>
    public StorageIdentity? Identity { get; set; }

    public bool IsTransient => Kind == StorageErrorKind.Unavailable;
}
