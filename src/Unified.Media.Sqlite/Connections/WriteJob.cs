namespace Unified.Media.Sqlite;

/// <summary>A change in the queue. It runs in a transaction with others and completes after the commit.</summary>
internal abstract class WriteJob(WriteDurability durability)
{
    public WriteDurability Durability { get; } = durability;

    /// <summary>Starts the job; false when its caller has canceled it.</summary>
    public abstract bool TryStart();

    /// <summary>Runs the change. An exception is stored for the caller and thrown again, so that the queue rolls the change back.</summary>
    public abstract void Run(Session session);

    /// <summary>Stores the error of the whole transaction for the caller.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Completes the call with its result or error. Continuations of the caller run inside this method.</summary>
    public abstract void Complete();
}
