using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Compares the clocks of this machine and the server. Leases and signed URLs depend on them.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private const int RoundTrips = 3;

    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);

    // A greater skew is a problem, not only a warning.
    private static readonly TimeSpan MaxWarningSkew = TimeSpan.FromMinutes(1);

    public string Name => "clock";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        // The shortest round trip gives the most accurate result.
        var (skew, shortestRoundTrip) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < RoundTrips; i++)
        {
            var sentAt = context.Time.GetUtcNow();
            var started = context.Time.GetTimestamp();
            var serverTime = await context.Connection.QuerySingleAsync(
                "select clock_timestamp()", reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
            var roundTrip = context.Time.GetElapsedTime(started);
            if (roundTrip < shortestRoundTrip)
            {
                (skew, shortestRoundTrip) = (serverTime - (sentAt + (roundTrip / 2)), roundTrip);
            }
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"the server is {skew.Duration().TotalSeconds:F2} s "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead")}");
        if (skew.Duration() <= MaxSkew)
        {
            return new(Name, text, []);
        }

        var state = skew.Duration() > MaxWarningSkew ? FindingState.Problem : FindingState.Warning;
        return new(Name, text, [new(state, "clock_skew", $"The clocks differ: {text}.", "Synchronize both machines with NTP.")]);
    }
}
