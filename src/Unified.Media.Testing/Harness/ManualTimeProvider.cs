using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// A time provider whose clock moves only by <see cref="Advance"/>. It starts at the current time in whole microseconds. Timers use the system clock.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = Microseconds.Truncate(System.GetUtcNow());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>Moves the clock forward. A negative duration throws.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            _now += by;
        }
    }
}
