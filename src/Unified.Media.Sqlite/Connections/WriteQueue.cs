using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// The one writer. A change that finds nobody at work runs at once, on its caller's thread. Changes that arrive meanwhile wait, and all that wait
/// are then made in one transaction: flushing the disk is what a commit costs, and it costs the same for one change as for many. Each is
/// answered after the commit, and one that fails is rolled back alone. Other processes are respected by SQLite's own write lock.
/// </summary>
internal sealed class WriteQueue(SqliteDatabase database) : IDisposable
{
    private const int MaxBatch = 128;

    private readonly Lock gate = new();
    private readonly Queue<WriteJob> waiting = new();
    private Session? session;
    private WriteDurability? durability;
    private bool busy;
    private bool closed;

    public Task<T> RunAsync<T>(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var call = new WriteCall<T>(change, durability, cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Enqueue(call);
            if (busy)
            {
                return call.Answer;
            }

            busy = true;
        }

        MakeBatch();
        if (HasMore())
        {
            // The caller has its answer; those who came meanwhile are served by another thread.
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
        }

        return call.Answer;
    }

    /// <summary>Accepts nothing more. What waits is still made.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            if (!busy)
            {
                Close();
            }
        }
    }

    private void Drain()
    {
        do
        {
            MakeBatch();
        }
        while (HasMore());
    }

    private bool HasMore()
    {
        lock (gate)
        {
            busy = waiting.Count > 0;
            if (!busy && closed)
            {
                Close();
            }

            return busy;
        }
    }

    private void MakeBatch()
    {
        var batch = Take();
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            Make(batch);
        }
        catch (Exception error)
        {
            Close();
            var translated = error is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : error;
            batch.ForEach(job => job.Fail(translated));
            return;
        }

        batch.ForEach(job => job.Complete());
    }

    private List<WriteJob> Take()
    {
        var batch = new List<WriteJob>();
        lock (gate)
        {
            while (batch.Count < MaxBatch && waiting.TryDequeue(out var job))
            {
                if (job.TryStart())
                {
                    batch.Add(job);
                }
            }
        }

        return batch;
    }

    private void Make(List<WriteJob> batch)
    {
        session ??= database.OpenWriter();
        Flush(session, batch.Exists(job => job.Durability == WriteDurability.Flushed) ? WriteDurability.Flushed : WriteDurability.Written);
        session.Execute("BEGIN IMMEDIATE");
        foreach (var job in batch)
        {
            Make(session, job);
        }

        try
        {
            session.Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.TranslateCommit(error);
        }
    }

    private static void Make(Session session, WriteJob job)
    {
        session.Execute("SAVEPOINT job");
        try
        {
            job.Run(session);
        }
        catch when (session.InTransaction)
        {
            // The job keeps its error as its own answer; the others of the batch are not concerned.
            session.Execute("ROLLBACK TO job");
        }

        session.Execute("RELEASE job");
    }

    private void Flush(Session session, WriteDurability wanted)
    {
        if (durability != wanted)
        {
            session.Execute(wanted == WriteDurability.Flushed ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            durability = wanted;
        }
    }

    private void Close()
    {
        session?.Dispose();
        session = null;
        durability = null;
    }
}
