using Spectre.Console;

namespace Unified.Media.Tool;

/// <summary>Displays progress on a terminal: a bar per stage, with its rate and the remaining time.</summary>
internal sealed class TerminalProgress : IProgressDisplay
{
    private readonly Lock _lock = new();
    private readonly ProgressContext _context;
    private readonly RateColumn _rate;
    private readonly Action<string> _writeLine;
    private ProgressTask? _task;
    private string? _stage;

    private TerminalProgress(ProgressContext context, RateColumn rate, Action<string> writeLine)
    {
        _context = context;
        _rate = rate;
        _writeLine = writeLine;
    }

    /// <summary>Runs an operation and displays its progress until it ends.</summary>
    public static Task ShowWhileAsync(IAnsiConsole console, TimeProvider time, Func<IProgressDisplay, Task> operation)
    {
        var rate = new RateColumn(time);
        return console.Progress()
            .AutoRefresh(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), rate)
            .StartAsync(context => operation(new TerminalProgress(context, rate, text => console.MarkupLine(Markup.Escape(text)))));
    }

    public void Show(string stage, long done, long? total, string unit)
    {
        lock (_lock)
        {
            if (stage != _stage)
            {
                if (_task is { IsFinished: false } previousTask)
                {
                    previousTask.StopTask();
                }

                _stage = stage;
                _task = _context.AddTask(Markup.Escape(stage), maxValue: Math.Max(1, total ?? 1));
            }

            _task!.IsIndeterminate = total is null;
            _task.MaxValue = Math.Max(1, total ?? Math.Max(1, done + 1));
            _task.Value = total == 0 ? 1 : done;
            _rate.Update(_task.Id, done, total, unit);
        }
    }

    public void Note(string text) => _writeLine(text);
}
