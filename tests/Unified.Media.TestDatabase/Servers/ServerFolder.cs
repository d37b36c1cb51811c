using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Unified.Media.TestDatabase;

/// <summary>
/// The folder of a private server, created by a guard process that runs as the user of the server. When this process ends or crashes, the
/// input of the guard ends. The guard then stops the processes of the folder and deletes it.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    // Every process of the folder writes its id to a file *.pid.
    private const string Guard = """
        folder=$(mktemp -d "${TMPDIR:-/tmp}/unified-media-XXXXXX" 2>/dev/null || mktemp -d /tmp/unified-media-XXXXXX) || exit 1
        echo "$folder"
        cat >/dev/null
        for file in "$folder"/*.pid; do
            [ -s "$file" ] || continue
            pid=$(head -n 1 "$file")
            kill -QUIT "$pid" 2>/dev/null
            tries=0
            while kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
            kill -KILL "$pid" 2>/dev/null
        done
        rm -rf "$folder"
        """;

    private const int SigKill = 9;

    private readonly Process _guard;

    private ServerFolder(Process guard, string path)
    {
        _guard = guard;
        Path = path;
        AppDomain.CurrentDomain.ProcessExit += Release;
    }

    public string Path { get; }

    public static async Task<ServerFolder> CreateAsync(CancellationToken cancellationToken)
    {
        var guard = Process.Start(ServerUser.Command(["sh", "-c", Guard]))
            ?? throw new InvalidOperationException("The guard of the test server did not start.");
        var path = await guard.StandardOutput.ReadLineAsync(cancellationToken);
        return path is null
            ? throw new InvalidOperationException("No folder for the test server: " + await guard.StandardError.ReadToEndAsync(cancellationToken))
            : new(guard, path);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Kills a process and its children, like a power failure.</summary>
    public static void Kill(int processId)
    {
        int[] processes = [processId, .. Children(processId)];
        foreach (var process in processes)
        {
            SendSignal(process, SigKill);
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Release;
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private void Release(object? sender, EventArgs e) => _guard.StandardInput.Close();

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(System.IO.Path.GetFileName(folder), out _)))
        {
            string stat;
            try
            {
                stat = System.IO.File.ReadAllText(System.IO.Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                // The process has ended.
                continue;
            }

            // The format is "pid (name) state parent …". The name can contain spaces and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[1] == parent.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                yield return int.Parse(System.IO.Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private static void SendSignal(int processId, int signal) => _ = NativeKill(processId, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
