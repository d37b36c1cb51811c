namespace Unified.Media.Migrations;

/// <summary>Waits between attempts to acquire a lock that another process holds, with a random interval, until the timeout.</summary>
internal sealed class LockPoll(TimeProvider time, TimeSpan timeout)
{
    private const int MinMilliseconds = 100;
    private const int MaxMilliseconds = 300;

    private readonly long _startedAt = time.GetTimestamp();
    private int _waitCount;

    /// <summary>True before the first wait.</summary>
    public bool IsFirstAttempt => _waitCount == 0;

    /// <summary>Waits for the next attempt. Returns false after the timeout, without waiting.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_startedAt) >= timeout)
        {
            return false;
        }

        _waitCount++;
        var milliseconds = Random.Shared.Next(MinMilliseconds, MaxMilliseconds);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
