using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// The only writer to the file in this process. A change runs at once on the thread of its caller if no other change is running. Otherwise it
/// waits, and all waiting changes run in one transaction: the cost of a commit is the flush to the disk, which is the same for one change and
/// for many. Each call completes after the commit, and a change that fails is rolled back alone. The write lock of SQLite excludes other
/// processes.
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

    public Task<T> WriteAsync<T>(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
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
                return call.Completion;
            }

            _busy = true;
        }

        var batch = RunBatch();
        ScheduleNextBatch();
        Complete(batch, inline: call);
        return call.Completion;
    }

    /// <summary>Rejects further changes. Changes that are waiting still run.</summary>
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

    // The last call of a batch completes on this thread, which saves a thread switch; another thread runs the next batch.
    private void ProcessNextBatch()
    {
        var batch = RunBatch();
        ScheduleNextBatch();
        Complete(batch, inline: batch.LastOrDefault());
    }

    private void ScheduleNextBatch()
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

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.ProcessNextBatch(), this, preferLocal: false);
    }

    private static void Complete(List<WriteJob> batch, WriteJob? inline)
    {
        foreach (var job in batch.Where(job => job != inline))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static job => job.Complete(), job, preferLocal: false);
        }

        if (inline is not null && batch.Contains(inline))
        {
            inline.Complete();
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

            // Every caller gets its own exception, because the core sets the item on it.
            batch.ForEach(job => job.Fail(SqliteErrors.Copy(error)));
        }

        return batch;
    }

    private void Run(List<WriteJob> batch)
    {
        var required = RequiredDurability();
        if (Dequeue(required) is not { } first)
        {
            return;
        }

        batch.Add(first);
        _session ??= database.OpenWriter();
        SetDurability(_session, required);
        _session.Execute("BEGIN IMMEDIATE");
        Run(_session, first);

        // Includes changes that have arrived in the meantime; they would otherwise wait for the next commit.
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

    private WriteDurability RequiredDurability()
    {
        lock (_gate)
        {
            return _waiting.Any(job => job.Durability == WriteDurability.Flushed) ? WriteDurability.Flushed : WriteDurability.Written;
        }
    }

    // A change that requires a flushed commit never joins a transaction without one.
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
