namespace Unified.Media.Migrations;

/// <summary>Waits between looks at a lock that another process holds, each time a little differently, until patience ends.</summary>
internal sealed class LockPoll(TimeProvider time, TimeSpan patience)
{
    private const int MinMilliseconds = 100;
    private const int MaxMilliseconds = 300;

    private readonly long _began = time.GetTimestamp();
    private int _waits;

    public bool IsFirst => _waits == 0;

    /// <summary>False when patience has ended.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_began) >= patience)
        {
            return false;
        }

        _waits++;
        var milliseconds = Random.Shared.Next(MinMilliseconds, MaxMilliseconds);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
