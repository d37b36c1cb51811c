using System.Diagnostics;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>Runs scripts with psql, like an administrator.</summary>
public static class Psql
{
    /// <summary>Runs a script.</summary>
    /// <exception cref="InvalidOperationException">A statement failed. The message contains the output of psql.</exception>
    public static async Task RunAsync(FreshDatabase database, string script, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var command = new ProcessStartInfo(
            "psql",
            [
                "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", database.Name,
                "-f", "-",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        command.Environment["PGPASSWORD"] = server.Password;
        using var process = Process.Start(command)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors);
        }
    }
}
