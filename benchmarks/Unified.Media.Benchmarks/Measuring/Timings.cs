using System.Globalization;

namespace Unified.Media.Benchmarks;

/// <summary>The durations of all cases in every round.</summary>
internal sealed class Timings(IEnumerable<string> names)
{
    private readonly Dictionary<string, List<double>> _rounds = names.ToDictionary(name => name, _ => new List<double>());

    public void Add(string name, TimeSpan elapsed) => _rounds[name].Add(elapsed.TotalMilliseconds);

    /// <summary>Returns the median in milliseconds.</summary>
    public double Median(string name) => Median(_rounds[name]);

    /// <summary>Returns the ratio of two medians.</summary>
    public double Ratio(string name, string baseline) => Median(name) / Median(baseline);

    /// <summary>Formats the smallest and largest ratio within a round, which shows how reliable the median is.</summary>
    public string Spread(string name, string baseline)
    {
        double[] ratios = [.. _rounds[name].Zip(_rounds[baseline], (measured, reference) => measured / reference)];
        return string.Create(CultureInfo.InvariantCulture, $"rounds {ratios.Min():0.00} to {ratios.Max():0.00}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
