namespace Unified.Media.Drivers;

/// <summary>How long a claimed ledger row rests before it is due again: 30 seconds, doubled by every claim, at most 6 hours.</summary>
public static class RetryDelay
{
    /// <summary>The shortest delay.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);

    /// <summary>The longest delay.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The delay after the given number of claims, counted from 1.</summary>
    public static TimeSpan After(int claims)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claims, 1);
        var delay = Shortest * Math.Pow(2, Math.Min(claims - 1, 16));
        return delay < Longest ? delay : Longest;
    }
}
