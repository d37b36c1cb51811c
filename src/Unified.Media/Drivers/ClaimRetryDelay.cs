namespace Unified.Media.Drivers;

/// <summary>
/// The delay after which a claimed ledger row is due again: 30 seconds, doubled per claim up to 6 hours. The PostgreSQL catalog passes both
/// bounds to the function <c>claim_unfinished</c>, which repeats the formula; the conformance kit compares them.
/// </summary>
public static class ClaimRetryDelay
{
    private const int MaxDoublings = 16;

    /// <summary>The delay after the first claim.</summary>
    public static TimeSpan MinDelay { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum delay.</summary>
    public static TimeSpan MaxDelay { get; } = TimeSpan.FromHours(6);

    /// <summary>Returns the delay after the given number of claims, from 1.</summary>
    public static TimeSpan AfterClaims(int claims)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claims, 1);
        var delay = MinDelay * Math.Pow(2, Math.Min(claims - 1, MaxDoublings));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
