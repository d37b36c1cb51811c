namespace Unified.Media.Benchmarks;

/// <summary>How long contestants took, round by round.</summary>
internal sealed class Timings(IEnumerable<string> names)
{
    private readonly Dictionary<string, List<double>> rounds = names.ToDictionary(name => name, _ => new List<double>());

    public void Add(string name, TimeSpan elapsed) => rounds[name].Add(elapsed.TotalMilliseconds);

    /// <summary>The median in milliseconds.</summary>
    public double Median(string name) => Median(rounds[name]);

    /// <summary>The median over the rounds of how much longer one took than the other in the same round.</summary>
    public double Ratio(string name, string floor) => Median(rounds[name].Zip(rounds[floor], (mine, theirs) => mine / theirs));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
