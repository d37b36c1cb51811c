namespace Unified.Media.Benchmarks;

/// <summary>The number of copied rows, the elapsed time, and the CPU time of the server.</summary>
internal sealed record CopySpeed(long Rows, double Seconds, double CpuSeconds)
{
    public double RowsPerSecond => Rows / Seconds;

    public double RowsPerCpuSecond => Rows / CpuSeconds;
}
