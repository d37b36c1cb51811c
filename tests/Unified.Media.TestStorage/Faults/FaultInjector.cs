namespace Unified.Media.TestStorage;

/// <summary>The faults that are due. They are used up in the order in which they were asked for.</summary>
public sealed class FaultInjector
{
    private readonly List<PlannedFault> _planned = [];
    private readonly Lock _lock = new();

    /// <summary>How many are still due.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                return _planned.Sum(p => p.Times);
            }
        }
    }

    /// <summary>Lets the next requests fail that fit.</summary>
    /// <param name="method">Null: any.</param>
    /// <param name="path">What the raw path contains; null: any.</param>
    /// <param name="times">How many requests.</param>
    /// <param name="after">How many requests that fit are let through before.</param>
    public void Next(InjectedFault fault, string? method = null, string? path = null, int times = 1, int after = 0)
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
            var planned = _planned.FirstOrDefault(p => p.Fits(method, path));
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
