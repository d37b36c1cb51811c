namespace Unified.Media.Supabase;

/// <summary>
/// Limits retries to one per ten attempts, plus a reserve of ten. Without this limit, retries would multiply the load of an overloaded server.
/// Safe for concurrent use.
/// </summary>
internal sealed class RetryBudget
{
    private const int EarnedPerAttempt = 1;
    private const int CostPerRetry = 10;
    private const int MaxBalance = 10 * CostPerRetry;

    private int _balance = MaxBalance;

    public void Earn()
    {
        if (Volatile.Read(ref _balance) < MaxBalance)
        {
            Interlocked.Add(ref _balance, EarnedPerAttempt);
        }
    }

    public bool TrySpend()
    {
        if (Interlocked.Add(ref _balance, -CostPerRetry) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _balance, CostPerRetry);
        return false;
    }
}
