using System.Diagnostics;

namespace LegacyMigration;

/// <summary>Runs the steps of the sample and measures their duration.</summary>
internal sealed class StepTimer
{
    private readonly List<(string Name, TimeSpan Elapsed)> _done = [];

    public IReadOnlyList<(string Name, TimeSpan Elapsed)> Done => _done;

    public async Task RunAsync(string name, Func<Task> step)
    {
        var started = Stopwatch.GetTimestamp();
        await step();
        _done.Add((name, Stopwatch.GetElapsedTime(started)));
    }

    public async Task<T> RunAsync<T>(string name, Func<Task<T>> step)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await step();
        _done.Add((name, Stopwatch.GetElapsedTime(started)));
        return result;
    }
}
