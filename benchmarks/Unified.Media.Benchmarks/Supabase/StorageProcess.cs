using System.Diagnostics;
using Unified.Media.TestStorage;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The Storage server that is measured against: the one that the environment names, else the local one of the tests, in a process of its own
/// so that its memory is not ours.
/// </summary>
internal sealed class StorageProcess : IAsyncDisposable
{
    public const string Argument = "--serve-storage";

    private readonly Process? _process;

    private StorageProcess(Uri url, string key, Process? process)
    {
        Url = url;
        Key = key;
        _process = process;
    }

    public Uri Url { get; }

    public string Key { get; }

    public string Name => _process is null ? Url.AbsoluteUri : "local server";

    /// <summary>What the child does: serves until its input ends.</summary>
    public static async Task ServeAsync()
    {
        await using var server = await StorageServer.StartAsync(new() { RecordRequests = false });
        Console.WriteLine(server.Url);
        Console.WriteLine(server.ServiceKey);
        await Console.In.ReadToEndAsync();
    }

    public static async Task<StorageProcess> StartAsync(CancellationToken cancellationToken)
    {
        if (StorageTargets.FromEnvironment() is { } named)
        {
            return new(named.Url, named.ServiceKey, null);
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Run by "dotnet", the program is the first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(StorageProcess).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        var process = Process.Start(start)!;
        var url = await process.StandardOutput.ReadLineAsync(cancellationToken);
        var key = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return new(new(url!), key!, process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
