namespace Unified.Media.Drivers;

/// <summary>
/// The delay from the claim of a ledger row until the row is due for its next claim: 30 seconds, doubled per claim up to 6 hours. The PostgreSQL
/// catalog passes both bounds to the function <c>claim_unfinished</c>, which repeats the formula; the conformance kit compares them.
/// </summary>
public static class ClaimRetryDelay
{
    private const int MaxDoublings = 16;

    /// <summary>The delay after the first claim.</summary>
    public static TimeSpan MinDelay { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum delay.</summary>
    public static TimeSpan MaxDelay { get; } = TimeSpan.FromHours(6);

    /// <summary>Returns the delay after a row was claimed the given number of times, at least once.</summary>
    public static TimeSpan AfterClaims(int claims)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claims, 1);
        var delay = MinDelay * Math.Pow(2, Math.Min(claims - 1, MaxDoublings));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
