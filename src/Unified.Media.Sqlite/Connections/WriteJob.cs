namespace Unified.Media.Sqlite;

/// <summary>A change that waits for its turn, runs in a transaction with others, and is answered after the commit.</summary>
internal abstract class WriteJob(WriteDurability durability)
{
    public WriteDurability Durability { get; } = durability;

    /// <summary>Claims the job for running; false when its caller has given up meanwhile.</summary>
    public abstract bool TryStart();

    /// <summary>Makes the change. What it raises is kept as the job's answer, and raised again so that the change is rolled back.</summary>
    public abstract void Run(Session session);

    /// <summary>The transaction failed as a whole: the job's answer is this error.</summary>
    public abstract void Fail(Exception error);

    /// <summary>The transaction is over: gives the caller the answer. The caller goes on inside this call.</summary>
    public abstract void Complete();
}
