using System.Diagnostics;

namespace Unified.Media.TestDatabase;

/// <summary>Runs PostgreSQL and PgBouncer as another user when the tests run as root, which both reject.</summary>
internal static class ServerUser
{
    private static readonly Lazy<string[]> Prefix = new(ChoosePrefix);

    /// <summary>Returns the command to run as the user of the server, in its own session so that Ctrl+C reaches the tests only.</summary>
    public static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        string[] all = ["setsid", .. Prefix.Value, .. arguments];
        return new(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
    }

    /// <summary>Runs a command and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The command failed. The message contains its output.</exception>
    public static async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = Command(arguments);
        using var process = Process.Start(command) ?? throw new InvalidOperationException($"{command.FileName} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', command.ArgumentList)} failed: {await output}{await errors}");
    }

    /// <summary>Writes a file that the user of the server owns.</summary>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        RunAsync(["sh", "-c", "printf %s \"$2\" >\"$1\"", "sh", path, text], cancellationToken);

    private static string[] ChoosePrefix()
    {
        if (Environment.UserName != "root")
        {
            return [];
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToArray();
        var account = Array.Find(accounts, fields => fields[0] == "postgres") ?? Array.Find(accounts, fields => fields[0] == "nobody")
            ?? throw new InvalidOperationException("The tests run as root, which PostgreSQL rejects. Create a user named postgres.");
        return ServerBinaries.FindProgram("setpriv") is { } setpriv
            ? [setpriv, $"--reuid={account[2]}", $"--regid={account[3]}", "--clear-groups", "--"]
            : ["runuser", "-u", account[0], "--"];
    }
}
