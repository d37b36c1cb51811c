namespace Unified.Media.Benchmarks;

/// <summary>How many rows were copied, in which time, for how much of the server's processor time.</summary>
internal sealed record CopySpeed(long Rows, double Seconds, double CpuSeconds)
{
    public double RowsPerSecond => Rows / Seconds;

    public double RowsPerCpuSecond => Rows / CpuSeconds;
}
