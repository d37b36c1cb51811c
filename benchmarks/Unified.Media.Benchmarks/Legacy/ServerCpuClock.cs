using System.Globalization;
using Npgsql;

namespace Unified.Media.Benchmarks;

/// <summary>Reads the CPU time of all processes of a PostgreSQL server, including ended ones, from <c>/proc</c>.</summary>
internal sealed class ServerCpuClock
{
    // USER_HZ of the kernel, which is 100 on every platform of .NET.
    private const double TicksPerSecond = 100;
    private readonly int _postmaster;

    private ServerCpuClock(int postmaster) => _postmaster = postmaster;

    public static async Task<ServerCpuClock> CreateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        return new((int)ReadStat((int)(await command.ExecuteScalarAsync(cancellationToken))!)![1]);
    }

    public double ReadSeconds()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && ReadStat(pid) is { } stat
                && (pid == _postmaster || stat[1] == _postmaster))
            {
                // For the postmaster, includes its ended child processes.
                ticks += stat[11] + stat[12] + (pid == _postmaster ? stat[13] + stat[14] : 0);
            }
        }

        return ticks / TicksPerSecond;
    }

    // Fields from the third on: [1] parent, [11] user, [12] system, [13] and [14] the same of ended children.
    private static long[]? ReadStat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(15)
                .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
