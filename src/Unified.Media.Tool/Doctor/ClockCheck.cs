using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Compares the clocks of this machine and the server. Leases and signed URLs depend on them.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private const int Rounds = 3;

    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProblemSkew = TimeSpan.FromMinutes(1);

    public string Name => "clock";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        // The shortest round trip gives the most accurate result.
        var (skew, shortest) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < Rounds; i++)
        {
            var before = context.Time.GetUtcNow();
            var started = context.Time.GetTimestamp();
            var server = await context.Connection.QuerySingleAsync(
                "select clock_timestamp()", reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
            var took = context.Time.GetElapsedTime(started);
            if (took < shortest)
            {
                (skew, shortest) = (server - (before + (took / 2)), took);
            }
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"the server is {skew.Duration().TotalSeconds:F2} s "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead")}");
        if (skew.Duration() <= MaxSkew)
        {
            return new(Name, text, []);
        }

        var state = skew.Duration() > ProblemSkew ? FindingState.Problem : FindingState.Warning;
        return new(Name, text, [new(state, "clock_skew", $"The clocks differ: {text}.", "Synchronize both machines with NTP.")]);
    }
}
