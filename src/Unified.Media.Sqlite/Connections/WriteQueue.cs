using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// The one writer. A change that finds nobody at work runs at once, on its caller's thread. Changes that arrive meanwhile wait, and all
/// that wait are then made in one transaction: flushing the disk is what a commit costs, and it costs the same for one change as for
/// many. Each is answered after the commit, and one that fails is rolled back alone. Other processes are respected by SQLite's own write
/// lock.
/// </summary>
internal sealed class WriteQueue(SqliteDatabase database) : IDisposable
{
    private const int MaxBatch = 128;

    private readonly Lock _gate = new();
    private readonly Queue<WriteJob> _waiting = new();
    private Session? _session;
    private WriteDurability? _durability;
    private bool _busy;
    private bool _closed;

    public Task<T> RunAsync<T>(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var call = new WriteCall<T>(change, durability, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(call);
            if (_busy)
            {
                return call.Answer;
            }

            _busy = true;
        }

        var batch = MakeBatch();
        HandOver();
        Complete(batch, here: call);
        return call.Answer;
    }

    /// <summary>Accepts nothing more. What waits is still made.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            if (!_busy)
            {
                Close();
            }
        }
    }

    // The last of a batch goes on here, which spares it the way to another thread; the next batch is another thread's.
    private void Drain()
    {
        var batch = MakeBatch();
        HandOver();
        Complete(batch, here: batch.LastOrDefault());
    }

    private void HandOver()
    {
        lock (_gate)
        {
            _busy = _waiting.Count > 0;
            if (!_busy && _closed)
            {
                Close();
            }

            if (!_busy)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
    }

    private static void Complete(List<WriteJob> batch, WriteJob? here)
    {
        foreach (var job in batch.Where(job => job != here))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static job => job.Complete(), job, preferLocal: false);
        }

        if (here is not null && batch.Contains(here))
        {
            here.Complete();
        }
    }

    private List<WriteJob> MakeBatch()
    {
        var batch = new List<WriteJob>();
        try
        {
            Make(batch);
        }
        catch (Exception error)
        {
            Close();

            // Every caller gets an exception of its own: the core sets on it which item it is about.
            batch.ForEach(job => job.Fail(SqliteErrors.Copy(error)));
        }

        return batch;
    }

    private void Make(List<WriteJob> batch)
    {
        var wanted = Wanted();
        if (Next(wanted) is not { } first)
        {
            return;
        }

        batch.Add(first);
        _session ??= database.OpenWriter();
        Flush(_session, wanted);
        _session.Execute("BEGIN IMMEDIATE");
        Make(_session, first);

        // Also those that have come since: they would only wait for the next commit.
        while (batch.Count < MaxBatch && Next(wanted) is { } job)
        {
            batch.Add(job);
            Make(_session, job);
        }

        try
        {
            _session.Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.TranslateCommit(error);
        }
    }

    private WriteDurability Wanted()
    {
        lock (_gate)
        {
            return _waiting.Any(job => job.Durability == WriteDurability.Flushed) ? WriteDurability.Flushed : WriteDurability.Written;
        }
    }

    // Nothing that must be flushed boards a transaction that will not be.
    private WriteJob? Next(WriteDurability offered)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var job) && (job.Durability == offered || offered == WriteDurability.Flushed))
            {
                _waiting.Dequeue();
                if (job.TryStart())
                {
                    return job;
                }
            }
        }

        return null;
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
        if (_durability != wanted)
        {
            session.Execute(wanted == WriteDurability.Flushed ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _durability = wanted;
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
        _durability = null;
    }
}
