namespace Unified.Media.Sqlite;

/// <summary>A change in the queue. Several changes run in one transaction and complete after its commit.</summary>
internal abstract class WriteJob(WriteDurability durability)
{
    public WriteDurability Durability { get; } = durability;

    /// <summary>Starts the job. Returns false if the caller has canceled it.</summary>
    public abstract bool TryStart();

    /// <summary>Runs the change. Stores an exception for the caller and rethrows it, so that the queue rolls back the change.</summary>
    public abstract void Run(Session session);

    /// <summary>Stores the error of the whole transaction for the caller.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Completes the task with the result or the error. Continuations of the caller run inside this method.</summary>
    public abstract void Complete();
}
