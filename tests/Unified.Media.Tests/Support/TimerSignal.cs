using Microsoft.Extensions.Time.Testing;

namespace Unified.Media.Tests;

/// <summary>A fake clock that signals when a service has created a timer.</summary>
internal sealed class TimerSignal : FakeTimeProvider
{
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first timer exists. Advancing the clock earlier would have no effect.</summary>
    public Task Created => _created.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _created.TrySetResult();
        return timer;
    }
}
