using System.Diagnostics;

namespace Unified.Media.TestDatabase;

/// <summary>PostgreSQL and PgBouncer refuse to run as root: where the tests do, they are started as another user.</summary>
internal static class ServerUser
{
    private static readonly Lazy<string[]> Prefix = new(ChoosePrefix);

    /// <summary>How to start this as the server's user, in a session of its own so that Ctrl+C in a terminal goes to the tests only.</summary>
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

    /// <summary>Runs it to its end and gives what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
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

    /// <summary>Writes a file that belongs to the server's user.</summary>
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
            ?? throw new InvalidOperationException("The tests run as root, PostgreSQL does not, and there is neither a user postgres nor nobody.");
        return ServerBinaries.FindProgram("setpriv") is { } setpriv
            ? [setpriv, $"--reuid={account[2]}", $"--regid={account[3]}", "--clear-groups", "--"]
            : ["runuser", "-u", account[0], "--"];
    }
}
