using Microsoft.Extensions.Time.Testing;

namespace Unified.Media.Tests;

/// <summary>A fake clock that tells when a service has begun to wait for it.</summary>
internal sealed class TimerSignal : FakeTimeProvider
{
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first timer is there: an advance of the clock before that would not be seen.</summary>
    public Task Created => _created.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _created.TrySetResult();
        return timer;
    }
}
