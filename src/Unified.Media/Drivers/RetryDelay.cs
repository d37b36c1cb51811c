namespace Unified.Media.Drivers;

/// <summary>
/// The delay after which a claimed ledger row is due again: 30 seconds, doubled by every claim, at most 6 hours. The PostgreSQL catalog passes the
/// two bounds to the function <c>claim_unfinished</c>, which repeats the formula; the kit compares them.
/// </summary>
public static class RetryDelay
{
    private const int MaxDoublings = 16;

    /// <summary>The delay after the first claim.</summary>
    public static TimeSpan MinDelay { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest delay.</summary>
    public static TimeSpan MaxDelay { get; } = TimeSpan.FromHours(6);

    /// <summary>The delay after the given number of claims, counted from 1.</summary>
    public static TimeSpan After(int claims)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claims, 1);
        var delay = MinDelay * Math.Pow(2, Math.Min(claims - 1, MaxDoublings));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
