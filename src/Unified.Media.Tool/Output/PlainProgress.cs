using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Progress where no terminal is: a line when a stage begins, one now and then, and one when it is complete.</summary>
internal sealed class PlainProgress(Page page, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private string? _stage;
    private Pace _pace = new(time);
    private long _written;
    private bool _complete;

    public void Show(string stage, long done, long? total, string unit)
    {
        lock (_lock)
        {
            if (stage != _stage)
            {
                (_stage, _pace, _complete, _written) = (stage, new(time), false, time.GetTimestamp());
                _pace.Add(done);
                page.Line(Text(stage, done, total, unit));
                _complete = done == total;
                return;
            }

            _pace.Add(done);
            var completes = done == total && !_complete;
            if (completes || time.GetElapsedTime(_written) >= Interval)
            {
                _written = time.GetTimestamp();
                _complete |= completes;
                page.Line(Text(stage, done, total, unit));
            }
        }
    }

    public void Note(string text)
    {
        lock (_lock)
        {
            page.Line(text);
        }
    }

    private string Text(string stage, long done, long? total, string unit)
    {
        var text = total is { } all ? $"{stage}: {Page.Count(done)} of {Page.Count(all)} {unit}" : $"{stage}: {Page.Count(done)} {unit}";
        if (total is > 0 and var most)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {done * 100.0 / most:F0} %");
        }

        if (_pace.PerSecond is > 0 and var rate)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {rate:N0} {unit}/s");
        }

        return done != total && _pace.Left(total) is { } left ? $"{text}, {Page.Elapsed(left)} left" : text;
    }
}
