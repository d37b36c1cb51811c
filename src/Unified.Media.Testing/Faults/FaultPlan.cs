namespace Unified.Media.Testing;

/// <summary>
/// Selects the driver calls that fail, by number. Decorators that share a plan number their calls in one sequence, from 1. A plan without faults
/// only records calls. The class is safe for concurrent use.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Fault> _faults = [];
    private readonly List<string> _calls = [];

    /// <summary>The names of the recorded calls, such as <c>IObjectStore.PutAsync</c>. The first entry is call 1.</summary>
    public IReadOnlyList<string> ObservedCalls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Adds a fault. A later fault for the same call replaces an earlier one.</summary>
    /// <param name="call">The number of the call, from 1.</param>
    /// <param name="fault">The failure.</param>
    /// <returns>This plan.</returns>
    public FaultPlan At(int call, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(call, 1);
        lock (_gate)
        {
            _faults[call] = fault;
        }

        return this;
    }

    internal async Task<T> InvokeAsync<T>(string provider, string call, bool isWrite, Func<Task<T>> execute)
    {
        var fault = RecordCall(call);
        ThrowBefore(fault, provider, isWrite);
        var result = await execute().ConfigureAwait(false);
        if (fault is Fault.AfterCall or Fault.CancelledAfterCall && result is IAsyncDisposable opened)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
        }

        ThrowAfter(fault, provider, isWrite);
        return result;
    }

    internal Task InvokeAsync(string provider, string call, bool isWrite, Func<Task> execute) =>
        InvokeAsync(provider, call, isWrite, async () =>
        {
            await execute().ConfigureAwait(false);
            return true;
        });

    internal Fault RecordCall(string call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            return _faults.GetValueOrDefault(_calls.Count);
        }
    }

    internal static void ThrowBefore(Fault fault, string provider, bool isWrite)
    {
        switch (fault)
        {
            case Fault.BeforeCall:
                throw CreateFailure(provider, outcomeUnknown: false);
            case Fault.OutcomeUnknown:
                throw CreateFailure(provider, isWrite);
            case Fault.CancelledBeforeCall:
                throw new OperationCanceledException("A cancellation was injected.");
        }
    }

    internal static void ThrowAfter(Fault fault, string provider, bool isWrite)
    {
        switch (fault)
        {
            case Fault.AfterCall:
                throw CreateFailure(provider, isWrite);
            case Fault.CancelledAfterCall:
                throw new OperationCanceledException("A cancellation was injected.");
        }
    }

    private static MediaProviderException CreateFailure(string provider, bool outcomeUnknown) =>
        outcomeUnknown
            ? new("A fault was injected: the outcome of the call is unknown.", provider)
            {
                Code = MediaErrorCode.OutcomeUnknown,
                OutcomeUnknown = true,
            }
            : new("A fault was injected.", provider);
}
