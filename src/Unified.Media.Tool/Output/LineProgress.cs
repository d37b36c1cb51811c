using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>
/// Displays progress as lines where there is no terminal. Writes a line when a stage begins, every five seconds, and when the stage is complete.
/// </summary>
internal sealed class LineProgress(ReportWriter writer, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private string? _stage;
    private RateEstimator _rate = new(time);
    private long _writtenAt;
    private bool _isComplete;

    public void Show(string stage, long done, long? total, string unit)
    {
        lock (_lock)
        {
            if (stage != _stage)
            {
                (_stage, _rate, _isComplete, _writtenAt) = (stage, new(time), false, time.GetTimestamp());
                _rate.AddSample(done);
                writer.Line(FormatLine(stage, done, total, unit));
                _isComplete = done == total;
                return;
            }

            _rate.AddSample(done);
            var isFinalUpdate = done == total && !_isComplete;
            if (isFinalUpdate || time.GetElapsedTime(_writtenAt) >= Interval)
            {
                _writtenAt = time.GetTimestamp();
                _isComplete |= isFinalUpdate;
                writer.Line(FormatLine(stage, done, total, unit));
            }
        }
    }

    public void Note(string text)
    {
        lock (_lock)
        {
            writer.Line(text);
        }
    }

    private string FormatLine(string stage, long done, long? total, string unit)
    {
        var text = total is { } knownTotal
            ? $"{stage}: {DisplayText.Count(done)} of {DisplayText.Count(knownTotal, unit)}"
            : $"{stage}: {DisplayText.Count(done, unit)}";
        if (total is > 0 and var units)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {done * 100.0 / units:F0} %");
        }

        if (_rate.PerSecond is > 0 and var perSecond)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {perSecond:N0} {unit}s/s");
        }

        return done != total && _rate.EstimateRemaining(total) is { } remaining ? $"{text}, {DisplayText.Duration(remaining)} left" : text;
    }
}
