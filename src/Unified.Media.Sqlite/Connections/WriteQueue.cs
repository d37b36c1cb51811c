using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// Runs all changes of this process to the file, one after the other. If no change is running, a new change runs immediately on the thread of its
/// caller. Otherwise it waits, and all waiting changes run in one transaction, because the flush of a commit takes the same time for one change and
/// for many. Each call completes after the commit. If a change fails, only this change is rolled back. The write lock of SQLite excludes other
/// processes.
/// </summary>
internal sealed class WriteQueue(SqliteDatabase database) : IDisposable
{
    private const int MaxBatch = 128;

    private readonly Lock _gate = new();
    private readonly Queue<WriteJob> _waiting = new();
    private Session? _session;
    private WriteDurability? _durability;
    private bool _isRunning;
    private bool _isDisposed;

    public Task<T> WriteAsync<T>(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var call = new WriteCall<T>(change, durability, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _waiting.Enqueue(call);
            if (_isRunning)
            {
                return call.Completion;
            }

            _isRunning = true;
        }

        var batch = RunBatch();
        ScheduleNextBatch();
        Complete(batch, completedHere: call);
        return call.Completion;
    }

    /// <summary>Rejects new changes. Changes that are already waiting run to completion.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (!_isRunning)
            {
                Close();
            }
        }
    }

    // The last job of a batch completes on this thread, which saves a thread switch. Another thread runs the next batch.
    private void ProcessNextBatch()
    {
        var batch = RunBatch();
        ScheduleNextBatch();
        Complete(batch, completedHere: batch.LastOrDefault());
    }

    private void ScheduleNextBatch()
    {
        lock (_gate)
        {
            _isRunning = _waiting.Count > 0;
            if (!_isRunning && _isDisposed)
            {
                Close();
            }

            if (!_isRunning)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.ProcessNextBatch(), this, preferLocal: false);
    }

    private static void Complete(List<WriteJob> batch, WriteJob? completedHere)
    {
        foreach (var job in batch.Where(job => job != completedHere))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static job => job.Complete(), job, preferLocal: false);
        }

        if (completedHere is not null && batch.Contains(completedHere))
        {
            completedHere.Complete();
        }
    }

    private List<WriteJob> RunBatch()
    {
        var batch = new List<WriteJob>();
        try
        {
            Run(batch);
        }
        catch (Exception error)
        {
            Close();

            // Every caller gets a separate exception, because the core sets the id of the item on the exception.
            batch.ForEach(job => job.Fail(SqliteErrors.Copy(error)));
        }

        return batch;
    }

    private void Run(List<WriteJob> batch)
    {
        var required = GetRequiredDurability();
        if (Dequeue(required) is not { } first)
        {
            return;
        }

        batch.Add(first);
        _session ??= database.OpenWriter();
        SetDurability(_session, required);
        _session.Execute("BEGIN IMMEDIATE");
        Run(_session, first);

        // Changes that arrive during the transaction join it. Otherwise they would wait for the next commit.
        while (batch.Count < MaxBatch && Dequeue(required) is { } job)
        {
            batch.Add(job);
            Run(_session, job);
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

    private WriteDurability GetRequiredDurability()
    {
        lock (_gate)
        {
            return _waiting.Any(job => job.Durability == WriteDurability.Flushed) ? WriteDurability.Flushed : WriteDurability.Written;
        }
    }

    // A change that requires a flush never joins a transaction whose commit is not flushed.
    private WriteJob? Dequeue(WriteDurability required)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var job) && (job.Durability == required || required == WriteDurability.Flushed))
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

    private static void Run(Session session, WriteJob job)
    {
        session.Execute("SAVEPOINT job");
        try
        {
            job.Run(session);
        }
        catch when (session.InTransaction)
        {
            // The job completes with its error; the other jobs of the batch are not affected.
            session.Execute("ROLLBACK TO job");
        }

        session.Execute("RELEASE job");
    }

    private void SetDurability(Session session, WriteDurability required)
    {
        if (_durability != required)
        {
            session.Execute(required == WriteDurability.Flushed ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _durability = required;
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
        _durability = null;
    }
}
