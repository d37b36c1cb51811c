namespace Unified.Media.Supabase;

/// <summary>
/// Lets at most every tenth call be a repeat, once ten have been used up: a server that is going down is not helped by three times the
/// load.
/// </summary>
internal sealed class RetryBudget
{
    private const int PerCall = 1;
    private const int PerRetry = 10;
    private const int MaxSaved = 10 * PerRetry;

    private int _saved = MaxSaved;

    public void Earn()
    {
        if (Volatile.Read(ref _saved) < MaxSaved)
        {
            Interlocked.Add(ref _saved, PerCall);
        }
    }

    public bool TrySpend()
    {
        if (Interlocked.Add(ref _saved, -PerRetry) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _saved, PerRetry);
        return false;
    }
}
