namespace Unified.Media.Migrations;

/// <summary>How long to let others pass before a step tries to get its locks again: longer each time, never twice the same.</summary>
internal sealed class LockRetry(TimeProvider time, TimeSpan patience)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly long _began = time.GetTimestamp();
    private int _tries;

    /// <summary>Null when patience has ended.</summary>
    public TimeSpan? Next()
    {
        var left = patience - time.GetElapsedTime(_began);
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var full = TimeSpan.FromTicks(Math.Min(MaxDelay.Ticks, FirstDelay.Ticks << Math.Min(_tries++, 10)));
        var delay = full * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return delay < left ? delay : left;
    }
}
