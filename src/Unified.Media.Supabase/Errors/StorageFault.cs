namespace Unified.Media.Supabase;

/// <summary>
/// One try that failed, with the facts that decide about the next one. It never leaves the package but as the cause inside a
/// <see cref="MediaException"/>.
/// </summary>
internal sealed class StorageFault(StorageFaultKind kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public StorageFaultKind Kind { get; } = kind;

    /// <summary>The status that is meant, which is seldom the one of the answer; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when a write may have taken effect all the same.</summary>
    public bool OutcomeUnknown { get; init; }

    public bool IsTransient => Kind == StorageFaultKind.Unavailable;
}
