using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Whether this machine and the server agree on the time: leases and signed addresses are counted from it.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private const int Rounds = 3;

    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Dangerous = TimeSpan.FromMinutes(1);

    public string Name => "clock";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        // The quickest of a few rounds has the least network in it.
        var (skew, round) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < Rounds; i++)
        {
            var before = examination.Time.GetUtcNow();
            var started = examination.Time.GetTimestamp();
            var server = await examination.Connection.OneAsync(
                "select clock_timestamp()", reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
            var took = examination.Time.GetElapsedTime(started);
            if (took < round)
            {
                (skew, round) = (server - (before + (took / 2)), took);
            }
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"the server is {skew.Duration().TotalSeconds:F2} s "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead")}");
        if (skew.Duration() <= Tolerable)
        {
            return new(Name, text, []);
        }

        var state = skew.Duration() > Dangerous ? FindingState.Problem : FindingState.Warning;
        return new(Name, text, [new(state, "clock_skew", $"The clocks differ: {text}.", "Let both machines keep time by NTP.")]);
    }
}
