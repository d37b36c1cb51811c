using System.Diagnostics;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>Runs scripts as an administrator does.</summary>
public static class Psql
{
    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="InvalidOperationException">A statement failed; the message is what psql wrote.</exception>
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
