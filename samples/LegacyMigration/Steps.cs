using System.Diagnostics;

namespace LegacyMigration;

/// <summary>What was done, and how long it took.</summary>
internal sealed class Steps
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
