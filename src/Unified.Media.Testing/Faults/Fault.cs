namespace Unified.Media.Testing;

/// <summary>What goes wrong at a fault point.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call is not carried out, and fails definitely: <see cref="MediaProviderException.OutcomeUnknown"/> is false.</summary>
    BeforeCall,

    /// <summary>
    /// The call is carried out, but its answer is lost: it fails with <see cref="MediaProviderException.OutcomeUnknown"/> where it writes.
    /// </summary>
    AfterCall,

    /// <summary>
    /// The call is not carried out, but nobody can know: it fails with <see cref="MediaProviderException.OutcomeUnknown"/> where it writes.
    /// </summary>
    Unknown,

    /// <summary>The call is not carried out; it ends as if it had been cancelled.</summary>
    Cancelled,

    /// <summary>The call is carried out; it ends as if it had been cancelled.</summary>
    CancelledAfter,
}
