using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>A change in the queue, together with the task that the caller awaits.</summary>
internal sealed class WriteCall<T> : WriteJob
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Canceled = 2;

    // Continuations run synchronously, so the queue chooses the thread on which the caller continues.
    private readonly TaskCompletionSource<T> _completion = new();
    private readonly Func<Session, T> _change;
    private readonly CancellationTokenRegistration _registration;
    private int _state;
    private T? _result;
    private Exception? _error;

    public WriteCall(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
        : base(durability)
    {
        _change = change;
        _registration = cancellationToken.UnsafeRegister(
            static (call, token) => ((WriteCall<T>)call!).Cancel(token), this);
    }

    public Task<T> Completion => _completion.Task;

    // A started change is not canceled, because the caller would not know its outcome.
    public override bool TryStart()
    {
        _registration.Unregister();
        return Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;
    }

    public override void Run(Session session)
    {
        try
        {
            _result = _change(session);
        }
        catch (Exception error)
        {
            _error = error is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : error;
            throw;
        }
    }

    public override void Fail(Exception error) => _error = error;

    public override void Complete()
    {
        if (_error is null)
        {
            _completion.SetResult(_result!);
        }
        else
        {
            _completion.SetException(_error);
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Canceled, Waiting) == Waiting)
        {
            // Completes on the thread pool, so that the canceling thread does not run continuations.
            ThreadPool.UnsafeQueueUserWorkItem(_ => _completion.SetCanceled(cancellationToken), null);
        }
    }
}
