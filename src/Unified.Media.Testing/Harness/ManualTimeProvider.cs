using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// A time provider whose clock moves only when a test calls <see cref="Advance"/>. It starts at the current time in whole microseconds. Timers use
/// the system clock.
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

    /// <summary>Moves the clock forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_gate)
        {
            _now += duration;
        }
    }
}
