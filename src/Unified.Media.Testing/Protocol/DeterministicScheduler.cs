namespace Unified.Media.Testing;

/// <summary>
/// Runs concurrent actors, one driver call at a time, in the order of a schedule. A schedule contains one choice per step: the index of the waiting
/// actor that runs next. After the last choice, the first waiting actor always runs next. The same schedule always produces the same order.
/// </summary>
internal sealed class DeterministicScheduler(IReadOnlyList<int> schedule)
{
    private static readonly AsyncLocal<int> Actor = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private readonly HashSet<int> _running = [];
    private int _step;

    /// <summary>The steps that have run: the index of the chosen actor and the number of waiting actors.</summary>
    public List<(int Choice, int Choices)> Steps { get; } = [];

    /// <summary>Runs the actors until all have finished.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> actors)
    {
        foreach (var actor in Enumerable.Range(0, actors.Count))
        {
            _running.Add(actor);
        }

        await Task.WhenAll(actors.Select((run, actor) => Task.Run(() => ActAsync(actor, run)))).ConfigureAwait(false);
    }

    /// <summary>Waits for the turn of the current actor. Returns immediately outside an actor.</summary>
    public Task WaitForTurnAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_running.Contains(Actor.Value - 1))
            {
                return Task.CompletedTask;
            }

            _waiting[Actor.Value - 1] = turn;
            GrantNext();
        }

        return turn.Task;
    }

    private async Task ActAsync(int actor, Func<Task> run)
    {
        Actor.Value = actor + 1;
        try
        {
            await run().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(actor);
                GrantNext();
            }
        }
    }

    // Grants a turn only when every running actor waits; otherwise timing would decide the order.
    private void GrantNext()
    {
        if (_waiting.Count == 0 || _waiting.Count < _running.Count)
        {
            return;
        }

        int[] ready = [.. _waiting.Keys.Order()];
        var choice = _step < schedule.Count ? schedule[_step] : 0;
        _step++;
        Steps.Add((choice, ready.Length));
        var next = _waiting[ready[choice]];
        _waiting.Remove(ready[choice]);
        next.SetResult();
    }
}
