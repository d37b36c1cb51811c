using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// A pool of connections for reading. In WAL mode, a reader sees the last committed state and never waits for a writer. Statements run on the
/// thread of the caller: SQLite has no asynchronous calls, and a page takes a fraction of a millisecond.
/// </summary>
internal sealed class ReadPool(SqliteDatabase database) : IDisposable
{
    private static readonly int MaxIdle = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly ConcurrentStack<Session> _idle = new();
    private volatile bool _isDisposed;

    public T Read<T>(Func<Session, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Session? session = null;
        try
        {
            session = _idle.TryPop(out var idleSession) ? idleSession : database.OpenReader();
            var result = read(session);
            Return(session);
            session = null;
            return result;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
        finally
        {
            // After an error, the state of the connection is unknown.
            session?.Dispose();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(Session session)
    {
        if (_isDisposed || _idle.Count >= MaxIdle)
        {
            session.Dispose();
            return;
        }

        _idle.Push(session);
        if (_isDisposed && _idle.TryPop(out var disposedSession))
        {
            disposedSession.Dispose();
        }
    }
}
