using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Unified.Media.Benchmarks;

/// <summary>Measures a script with pgbench, using one client and prepared statements, as a baseline without .NET.</summary>
internal sealed partial class PgBench(string program, string connectionString, string script, int transactions)
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>Returns the path of the newest pgbench; null when none is installed.</summary>
    public static string? Find() =>
        Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder)
                .Select(folder => Path.Combine(folder, "bin", "pgbench"))
                .Where(File.Exists)
                .Order()
                .LastOrDefault()
            : null;

    /// <summary>Returns the average duration of a transaction in milliseconds.</summary>
    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-n", "-M", "prepared", "-c", "1", "-t", transactions.ToString(CultureInfo.InvariantCulture), "-f", script, "-h", target.Host!, "-p",
            target.Port.ToString(CultureInfo.InvariantCulture), "-U", target.Username!, target.Database!,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGPASSWORD"] = target.Password ?? "";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var latency = Latency().Match(output);
        return latency.Success
            ? double.Parse(latency.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed: {output}{await errors}");
    }

    [GeneratedRegex(@"latency average = ([0-9.]+) ms")]
    private static partial Regex Latency();
}
