namespace Unified.Media.Migrations;

/// <summary>Computes the delay before a step retries to acquire its locks: exponential backoff with jitter, until the timeout.</summary>
internal sealed class LockRetry(TimeProvider time, TimeSpan timeout)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly long _startedAt = time.GetTimestamp();
    private int _attempts;

    /// <summary>Returns the next delay; null after the timeout.</summary>
    public TimeSpan? NextDelay()
    {
        var remaining = timeout - time.GetElapsedTime(_startedAt);
        if (remaining <= TimeSpan.Zero)
        {
            return null;
        }

        var fullDelay = TimeSpan.FromTicks(Math.Min(MaxDelay.Ticks, FirstDelay.Ticks << Math.Min(_attempts++, 10)));
        var delay = fullDelay * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return delay < remaining ? delay : remaining;
    }
}
