namespace Unified.Media.Testing;

/// <summary>
/// Makes concurrent actors take turns: every driver call waits until its actor is next. A schedule is a list of choices; where it ends, the
/// first actor that waits goes on. Running the same schedule again gives the same run.
/// </summary>
internal sealed class TurnTaking(IReadOnlyList<int> schedule)
{
    private static readonly AsyncLocal<int> Actor = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private readonly HashSet<int> _running = [];
    private int _step;

    /// <summary>For every step taken: which actor went, of how many that could have.</summary>
    public List<(int Choice, int Choices)> Taken { get; } = [];

    /// <summary>Runs the actors to their ends.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> actors)
    {
        foreach (var actor in Enumerable.Range(0, actors.Count))
        {
            _running.Add(actor);
        }

        await Task.WhenAll(actors.Select((run, actor) => Task.Run(() => ActAsync(actor, run)))).ConfigureAwait(false);
    }

    /// <summary>Waits for the current actor's turn; returns at once outside of actors.</summary>
    public Task WaitAsync()
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

    // Only when everybody who still runs waits: then who goes next is our choice alone.
    private void GrantNext()
    {
        if (_waiting.Count == 0 || _waiting.Count < _running.Count)
        {
            return;
        }

        int[] ready = [.. _waiting.Keys.Order()];
        var choice = _step < schedule.Count ? schedule[_step] : 0;
        _step++;
        Taken.Add((choice, ready.Length));
        var next = _waiting[ready[choice]];
        _waiting.Remove(ready[choice]);
        next.SetResult();
    }
}
