using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>A change and the task that its caller awaits.</summary>
internal sealed class WriteCall<T> : WriteJob
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int GivenUp = 2;

    // Whoever completes it decides on which thread the caller goes on.
    private readonly TaskCompletionSource<T> answer = new();
    private readonly Func<Session, T> change;
    private readonly CancellationTokenRegistration registration;
    private int state;
    private T? result;
    private Exception? raised;

    public WriteCall(Func<Session, T> change, WriteDurability durability, CancellationToken cancellationToken)
        : base(durability)
    {
        this.change = change;
        registration = cancellationToken.UnsafeRegister(
            static (call, token) => ((WriteCall<T>)call!).GiveUp(token), this);
    }

    public Task<T> Answer => answer.Task;

    // A change that has begun is carried through: cancelling in between would leave its caller without knowing the outcome.
    public override bool TryStart()
    {
        registration.Unregister();
        return Interlocked.CompareExchange(ref state, Started, Waiting) == Waiting;
    }

    public override void Run(Session session)
    {
        try
        {
            result = change(session);
        }
        catch (Exception error)
        {
            raised = error is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : error;
            throw;
        }
    }

    public override void Fail(Exception error) => raised = error;

    public override void Complete()
    {
        if (raised is null)
        {
            answer.SetResult(result!);
        }
        else
        {
            answer.SetException(raised);
        }
    }

    private void GiveUp(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, GivenUp, Waiting) == Waiting)
        {
            // The thread that cancels has other things to do than to go on for us.
            ThreadPool.UnsafeQueueUserWorkItem(_ => answer.SetCanceled(cancellationToken), null);
        }
    }
}
