namespace Unified.Media.Supabase;

/// <summary>
/// A try that failed, with the facts that decide about the next one. It leaves the transport only as the cause of a
/// <see cref="MediaException"/>.
/// </summary>
internal sealed class StorageException(StorageErrorKind kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public StorageErrorKind Kind { get; } = kind;

    /// <summary>The status that is meant, which is seldom the one of the answer; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The delay that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when this try may have taken effect all the same.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>True when this try or an earlier one of the same call may have taken effect.</summary>
    public bool CallOutcomeUnknown { get; set; }

    /// <summary>The identity that the last try acted for; null for a call that carries its own right, or was not made.</summary>
    public StorageIdentity? Identity { get; set; }

    public bool IsTransient => Kind == StorageErrorKind.Unavailable;
}
