namespace Unified.Media.Testing;

/// <summary>
/// Which calls go wrong, and how. Every call of a driver is a fault point, numbered from 1 in the order of the calls, across all decorators
/// that share the plan. A plan without faults observes only. Safe for concurrent use.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, Fault> faults = [];
    private readonly List<string> observed = [];

    /// <summary>The calls so far, by name: <c>IObjectStore.PutAsync</c>. The first is point 1.</summary>
    public IReadOnlyList<string> Observed
    {
        get
        {
            lock (gate)
            {
                return [.. observed];
            }
        }
    }

    /// <summary>Plans a fault. Planned again for the same point, the last one counts.</summary>
    /// <param name="point">The number of the call, from 1.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <returns>The plan itself.</returns>
    public FaultPlan At(int point, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(point, 1);
        lock (gate)
        {
            faults[point] = fault;
        }

        return this;
    }

    internal async Task<T> RunAsync<T>(string provider, string call, bool writes, Func<Task<T>> execute)
    {
        var fault = Enter(call);
        ThrowBefore(fault, provider, writes);
        var result = await execute().ConfigureAwait(false);
        if (fault is Fault.AfterCall or Fault.CancelledAfter && result is IAsyncDisposable opened)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
        }

        ThrowAfter(fault, provider, writes);
        return result;
    }

    internal Task RunAsync(string provider, string call, bool writes, Func<Task> execute) =>
        RunAsync(provider, call, writes, async () =>
        {
            await execute().ConfigureAwait(false);
            return true;
        });

    internal Fault Enter(string call)
    {
        lock (gate)
        {
            observed.Add(call);
            return faults.GetValueOrDefault(observed.Count);
        }
    }

    internal static void ThrowBefore(Fault fault, string provider, bool writes)
    {
        switch (fault)
        {
            case Fault.BeforeCall:
                throw Failure(provider, outcomeUnknown: false);
            case Fault.Unknown:
                throw Failure(provider, writes);
            case Fault.Cancelled:
                throw new OperationCanceledException("A cancellation was injected.");
        }
    }

    internal static void ThrowAfter(Fault fault, string provider, bool writes)
    {
        switch (fault)
        {
            case Fault.AfterCall:
                throw Failure(provider, writes);
            case Fault.CancelledAfter:
                throw new OperationCanceledException("A cancellation was injected.");
        }
    }

    private static MediaProviderException Failure(string provider, bool outcomeUnknown) =>
        outcomeUnknown
            ? new(MediaErrorCode.OutcomeUnknown, provider, "A fault was injected: nobody knows whether the call took effect.", null)
            {
                OutcomeUnknown = true,
            }
            : new(provider, "A fault was injected.", null);
}
