using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Unified.Media.Tool;

/// <summary>The column of a progress bar that says how many, how fast, and how long yet.</summary>
internal sealed class PaceColumn(TimeProvider time) : ProgressColumn
{
    private readonly ConcurrentDictionary<int, (Pace Pace, string Text)> _tasks = new();

    protected override bool NoWrap => true;

    public void Add(int task, long done, long? total, string unit)
    {
        var pace = _tasks.TryGetValue(task, out var known) ? known.Pace : new(time);
        pace.Add(done);
        var text = $"{Page.Count(done)} {unit}";
        if (pace.PerSecond is > 0 and var rate)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"  {rate:N0}/s");
        }

        if (done != total && pace.Left(total) is { } left)
        {
            text += $"  {Page.Elapsed(left)} left";
        }

        _tasks[task] = (pace, text);
    }

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_tasks.TryGetValue(task.Id, out var known) ? known.Text : "", new Style(Color.Grey));
}
