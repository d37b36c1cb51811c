using System.Diagnostics;
using Unified.Media.TestStorage;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The servers that are measured against, in a process of their own so that their memory is not ours: one that stores, which is the local
/// one of the tests unless the environment names another, and one that keeps nothing.
/// </summary>
internal sealed class StorageProcess : IAsyncDisposable
{
    public const string Argument = "--serve-storage";

    private readonly Process _process;

    private StorageProcess(Process process, StorageEndpoint storing, StorageEndpoint sink) =>
        (_process, Storing, Sink) = (process, storing, sink);

    /// <summary>Keeps what it is given.</summary>
    public StorageEndpoint Storing { get; }

    /// <summary>Takes in, and keeps nothing.</summary>
    public StorageEndpoint Sink { get; }

    /// <summary>What the child does: serves until its input ends, which it does too when the parent dies.</summary>
    public static async Task ServeAsync()
    {
        // Meant for the parent, which closes our input when it has cleaned up.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        await using var server = await StorageServer.StartAsync(new() { RecordRequests = false });
        using var sink = new StorageSink();
        Console.WriteLine(server.Url);
        Console.WriteLine(server.ServiceKey);
        Console.WriteLine(sink.Url);
        await Console.In.ReadToEndAsync();
    }

    public static async Task<StorageProcess> StartAsync(CancellationToken cancellationToken)
    {
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
        var url = await LineAsync();
        var key = await LineAsync();
        var sink = await LineAsync();
        var named = StorageTargets.FromEnvironment();
        return new(
            process,
            named is null
                ? new("the local server", new(url), key, Stores: true)
                : new(named.Url.Authority, named.Url, named.ServiceKey, Stores: true),
            new("a server that keeps nothing", new(sink), key, Stores: false));

        async Task<string> LineAsync() =>
            await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException("The servers did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
