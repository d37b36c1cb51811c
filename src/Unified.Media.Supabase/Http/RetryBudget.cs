namespace Unified.Media.Supabase;

/// <summary>
/// Limits retries to one per ten calls, after an initial reserve of ten. Without a limit, retries would multiply the load of a server that is
/// about to fail.
/// </summary>
internal sealed class RetryBudget
{
    private const int EarnedPerCall = 1;
    private const int CostPerRetry = 10;
    private const int MaxBalance = 10 * CostPerRetry;

    private int _balance = MaxBalance;

    public void Earn()
    {
        if (Volatile.Read(ref _balance) < MaxBalance)
        {
            Interlocked.Add(ref _balance, EarnedPerCall);
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
