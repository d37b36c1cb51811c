using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// A clock that stands still until it is moved. It starts at the current time, in whole microseconds. Its timers are the system's.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = Microseconds.Cut(System.GetUtcNow());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (gate)
        {
            now += by;
        }
    }
}
