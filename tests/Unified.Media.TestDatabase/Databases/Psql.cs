using System.Diagnostics;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>Runs the client programs of PostgreSQL.</summary>
public static class Psql
{
    /// <summary>Runs a script with psql.</summary>
    /// <exception cref="InvalidOperationException">A statement failed. The message is the output of psql.</exception>
    public static async Task RunAsync(FreshDatabase database, string script, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        await RunAsync("psql", database, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"], script, cancellationToken);
    }

    /// <summary>Returns the database as a script of INSERT statements, without owners.</summary>
    public static Task<string> DumpAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return RunAsync("pg_dump", database, ["--no-owner", "--inserts"], "", cancellationToken);
    }

    private static async Task<string> RunAsync(
        string program, FreshDatabase database, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var command = new ProcessStartInfo(
            program, ["-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", database.Name, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["PGPASSWORD"] = server.Password;
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException(await errors);
    }
}
