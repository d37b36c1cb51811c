using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// Connections that read. Readers of a WAL see the last committed state and never wait for the writer. Statements run on the caller's
/// thread: the provider's asynchronous methods do the same, since SQLite has no asynchronous calls, and a page takes a fraction of a
/// millisecond.
/// </summary>
internal sealed class ReadPool(SqliteDatabase database) : IDisposable
{
    private static readonly int MaxIdle = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly ConcurrentStack<Session> idle = new();
    private volatile bool closed;

    public T Read<T>(Func<Session, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        Session? session = null;
        try
        {
            session = idle.TryPop(out var used) ? used : database.OpenReader();
            var result = read(session);
            GiveBack(session);
            session = null;
            return result;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
        finally
        {
            // After an error nobody knows what state the connection is in.
            session?.Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    private void GiveBack(Session session)
    {
        if (closed || idle.Count >= MaxIdle)
        {
            session.Dispose();
            return;
        }

        idle.Push(session);
        if (closed && idle.TryPop(out var late))
        {
            late.Dispose();
        }
    }
}
