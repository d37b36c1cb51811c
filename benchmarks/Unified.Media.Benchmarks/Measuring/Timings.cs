using System.Globalization;

namespace Unified.Media.Benchmarks;

/// <summary>How long contestants took, round by round.</summary>
internal sealed class Timings(IEnumerable<string> names)
{
    private readonly Dictionary<string, List<double>> rounds = names.ToDictionary(name => name, _ => new List<double>());

    public void Add(string name, TimeSpan elapsed) => rounds[name].Add(elapsed.TotalMilliseconds);

    /// <summary>The median in milliseconds.</summary>
    public double Median(string name) => Median(rounds[name]);

    /// <summary>How many times as long one took as the other, by their medians.</summary>
    public double Ratio(string name, string floor) => Median(name) / Median(floor);

    /// <summary>Between what the ratio of single rounds was: how far the figure can be trusted.</summary>
    public string Spread(string name, string floor)
    {
        double[] ratios = [.. rounds[name].Zip(rounds[floor], (mine, theirs) => mine / theirs)];
        return string.Create(CultureInfo.InvariantCulture, $"rounds {ratios.Min():0.00} to {ratios.Max():0.00}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
