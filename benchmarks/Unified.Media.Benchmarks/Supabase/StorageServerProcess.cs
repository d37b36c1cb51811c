using System.Diagnostics;
using Unified.Media.TestStorage;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Runs two servers in a separate process, so that their memory is not measured: one that stores uploads, by default the local server of the
/// tests, and one that discards them.
/// </summary>
internal sealed class StorageServerProcess : IAsyncDisposable
{
    public const string Argument = "--serve-storage";

    private readonly Process _process;

    private StorageServerProcess(Process process, StorageEndpoint storing, StorageEndpoint sink) =>
        (_process, Storing, Sink) = (process, storing, sink);

    /// <summary>The server that stores uploads.</summary>
    public StorageEndpoint Storing { get; }

    /// <summary>The server that discards uploads.</summary>
    public StorageEndpoint Sink { get; }

    /// <summary>Serves until stdin ends, which also happens when the parent process dies. Runs in the child process.</summary>
    public static async Task ServeAsync()
    {
        // Ctrl+C is handled by the parent, which closes stdin after its cleanup.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        await using var server = await StorageServer.StartAsync(new() { RecordRequests = false });
        using var sink = new StorageSink();
        Console.WriteLine(server.Url);
        Console.WriteLine(server.ServiceKey);
        Console.WriteLine(sink.Url);
        await Console.In.ReadToEndAsync();
    }

    public static async Task<StorageServerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // When started by "dotnet", the assembly is the first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(StorageServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        var process = Process.Start(start)!;
        var url = await LineAsync();
        var key = await LineAsync();
        var sink = await LineAsync();
        var configured = StorageTargets.FromEnvironment();
        return new(
            process,
            configured is null
                ? new("the local server", new(url), key, Stores: true)
                : new(configured.Url.Authority, configured.Url, configured.ServiceKey, Stores: true),
            new("a server that keeps nothing", new(sink), key, Stores: false));

        async Task<string> LineAsync() =>
            await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException("The server process did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
