using System.Globalization;
using Npgsql;

namespace Unified.Media.Benchmarks;

/// <summary>The processor time of a server's processes, as the kernel counts it: those that live, and those that have ended.</summary>
internal sealed class ServerClock
{
    // What the kernel calls USER_HZ; it is 100 on every machine that .NET runs on.
    private const double TicksPerSecond = 100;
    private readonly int _postmaster;

    private ServerClock(int postmaster) => _postmaster = postmaster;

    public static async Task<ServerClock> OfAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        return new((int)Stat((int)(await command.ExecuteScalarAsync(cancellationToken))!)![1]);
    }

    public double Seconds()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Stat(pid) is { } stat
                && (pid == _postmaster || stat[1] == _postmaster))
            {
                // Of the postmaster also what its ended children took.
                ticks += stat[11] + stat[12] + (pid == _postmaster ? stat[13] + stat[14] : 0);
            }
        }

        return ticks / TicksPerSecond;
    }

    // Fields from the third on: [1] parent, [11] user, [12] system, [13] and [14] the same of ended children.
    private static long[]? Stat(int pid)
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
