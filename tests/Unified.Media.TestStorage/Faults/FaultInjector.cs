namespace Unified.Media.TestStorage;

/// <summary>Injects planned faults into requests, in the order of the calls to <see cref="Plan"/>.</summary>
public sealed class FaultInjector
{
    private readonly List<PlannedFault> _planned = [];
    private readonly Lock _lock = new();

    /// <summary>The number of planned faults that have not been injected yet.</summary>
    public int Remaining
    {
        get
        {
            lock (_lock)
            {
                return _planned.Sum(p => p.Times);
            }
        }
    }

    /// <summary>Plans a fault for the next matching requests.</summary>
    /// <param name="method">The HTTP method; null for any.</param>
    /// <param name="path">A substring of the raw path; null for any path.</param>
    /// <param name="times">The number of requests that get the fault.</param>
    /// <param name="after">The number of matching requests that are handled without the fault first.</param>
    public void Plan(InjectedFault fault, string? method = null, string? path = null, int times = 1, int after = 0)
    {
        lock (_lock)
        {
            _planned.Add(new PlannedFault(fault, method, path) { Times = times, Skips = after });
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
        }
    }

    internal InjectedFault? Take(string method, string path)
    {
        lock (_lock)
        {
            var planned = _planned.FirstOrDefault(p => p.Matches(method, path));
            if (planned is null)
            {
                return null;
            }

            if (planned.Skips > 0)
            {
                planned.Skips--;
                return null;
            }

            if (--planned.Times == 0)
            {
                _planned.Remove(planned);
            }

            return planned.Fault;
        }
    }
}
