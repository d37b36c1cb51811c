namespace Unified.Media.Postgres;

/// <summary>Whether a call may be executed again when its outcome is unknown.</summary>
internal enum RetrySafety
{
    /// <summary>The call changes nothing and is retried.</summary>
    ReadOnly,

    /// <summary>The call changes data, and repeating it has no further effect. It is retried.</summary>
    Idempotent,

    /// <summary>Only the caller can decide what a second call would mean. An unknown outcome is reported.</summary>
    NotRetryable,
}
