using Spectre.Console;

namespace Unified.Media.Tool;

/// <summary>Progress on a terminal: a bar for each stage, with its rate and the time that is left.</summary>
internal sealed class LiveProgress : IProgressDisplay
{
    private readonly Lock _lock = new();
    private readonly ProgressContext _context;
    private readonly PaceColumn _pace;
    private readonly Action<string> _note;
    private ProgressTask? _task;
    private string? _stage;

    private LiveProgress(ProgressContext context, PaceColumn pace, Action<string> note)
    {
        _context = context;
        _pace = pace;
        _note = note;
    }

    public static Task RunAsync(IAnsiConsole console, TimeProvider time, Func<IProgressDisplay, Task> work)
    {
        var pace = new PaceColumn(time);
        return console.Progress()
            .AutoRefresh(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), pace)
            .StartAsync(context => work(new LiveProgress(context, pace, text => console.MarkupLine(Markup.Escape(text)))));
    }

    public void Show(string stage, long done, long? total, string unit)
    {
        lock (_lock)
        {
            if (stage != _stage)
            {
                if (_task is { IsFinished: false } before)
                {
                    before.StopTask();
                }

                _stage = stage;
                _task = _context.AddTask(Markup.Escape(stage), maxValue: Math.Max(1, total ?? 1));
            }

            _task!.IsIndeterminate = total is null;
            _task.MaxValue = Math.Max(1, total ?? Math.Max(1, done + 1));
            _task.Value = total == 0 ? 1 : done;
            _pace.Add(_task.Id, done, total, unit);
        }
    }

    public void Note(string text) => _note(text);
}
