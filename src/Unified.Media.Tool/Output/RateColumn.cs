using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Unified.Media.Tool;

/// <summary>The column of a progress bar that shows the count, the rate and the remaining time.</summary>
internal sealed class RateColumn(TimeProvider time) : ProgressColumn
{
    private readonly ConcurrentDictionary<int, (RateEstimator Rate, string Text)> _tasks = new();

    protected override bool NoWrap => true;

    public void Update(int taskId, long done, long? total, string unit)
    {
        var rate = _tasks.TryGetValue(taskId, out var entry) ? entry.Rate : new(time);
        rate.AddSample(done);
        var text = DisplayText.Count(done, unit);
        if (rate.PerSecond is > 0 and var perSecond)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"  {perSecond:N0}/s");
        }

        if (done != total && rate.EstimateRemaining(total) is { } remaining)
        {
            text += $"  {DisplayText.Duration(remaining)} left";
        }

        _tasks[taskId] = (rate, text);
    }

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_tasks.TryGetValue(task.Id, out var entry) ? entry.Text : "", new Style(Color.Grey));
}
