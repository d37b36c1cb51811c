using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>A change and the task that its caller awaits.</summary>
internal sealed class WriteCall<T> : WriteJob
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int GivenUp = 2;

    // Whoever completes it decides on which thread the caller goes on.
    private readonly TaskCompletionSource<T> _answer = new();
    private readonly Func<Session, T> _change;
    private readonly CancellationTokenRegistration _registration;
    private int _state;
    private T? _result;
    private Exception? _raised;

    public WriteCall(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
        : base(durability)
    {
        _change = change;
        _registration = cancellationToken.UnsafeRegister(
            static (call, token) => ((WriteCall<T>)call!).GiveUp(token), this);
    }

    public Task<T> Answer => _answer.Task;

    // A change that has begun is carried through: cancelling in between would leave its caller without knowing the outcome.
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
            _raised = error is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : error;
            throw;
        }
    }

    public override void Fail(Exception error) => _raised = error;

    public override void Complete()
    {
        if (_raised is null)
        {
            _answer.SetResult(_result!);
        }
        else
        {
            _answer.SetException(_raised);
        }
    }

    private void GiveUp(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
        {
            // The thread that cancels has other things to do than to go on for us.
            ThreadPool.UnsafeQueueUserWorkItem(_ => _answer.SetCanceled(cancellationToken), null);
        }
    }
}
