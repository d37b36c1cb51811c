namespace Unified.Media.Postgres;

/// <summary>Tells whether a call may be repeated when its outcome is unknown.</summary>
internal enum RetrySafety
{
    /// <summary>The call changes nothing and is retried.</summary>
    ReadOnly,

    /// <summary>The call changes data, and repeating it has no further effect. It is retried.</summary>
    Idempotent,

    /// <summary>A second execution could have another effect. After an unknown outcome, the call fails instead of being retried.</summary>
    NotRetryable,
}
