namespace Unified.Media.Testing;

/// <summary>A failure that a <see cref="FaultPlan"/> injects into a driver call.</summary>
public enum Fault
{
    /// <summary>No failure.</summary>
    None,

    /// <summary>The call is not executed and fails: <see cref="MediaProviderException.OutcomeUnknown"/> is false.</summary>
    BeforeCall,

    /// <summary>The call is executed, then fails. For writes, <see cref="MediaProviderException.OutcomeUnknown"/> is true.</summary>
    AfterCall,

    /// <summary>The call is not executed and fails. For writes, <see cref="MediaProviderException.OutcomeUnknown"/> is true.</summary>
    OutcomeUnknown,

    /// <summary>The call is not executed and throws an <see cref="OperationCanceledException"/>.</summary>
    CancelledBeforeCall,

    /// <summary>The call is executed, then throws an <see cref="OperationCanceledException"/>.</summary>
    CancelledAfterCall,
}
