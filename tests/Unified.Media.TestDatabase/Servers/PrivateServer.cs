using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>A server that runs the PostgreSQL programs of this machine in its own folder.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private const int MaxStarts = 5;

    private readonly ServerFolder _folder;
    private readonly string _programs;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;

    private PrivateServer(ServerFolder folder, string programs, IReadOnlyDictionary<string, string> settings)
    {
        _folder = folder;
        _programs = programs;
        _settings = settings;
    }

    public int Port { get; private set; } = FreePort.Find();

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = "postgres",
        IncludeErrorDetail = true,
    }.ConnectionString;

    private string Log => _folder.File("server.log");

    public static async Task<PrivateServer> StartAsync(
        string programs, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var server = new PrivateServer(await ServerFolder.CreateAsync(cancellationToken), programs, settings);
        try
        {
            await server.InitializeAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; !await TryStartAsync(cancellationToken); tries++)
        {
            if (tries == MaxStarts)
            {
                throw new InvalidOperationException("The test server does not start: " + await File.ReadAllTextAsync(Log, cancellationToken));
            }

            // Another process may have taken the port.
            Port = FreePort.Find();
        }
    }

    /// <summary>Kills every process of the server. Only committed work is kept.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        ServerFolder.Kill(ProcessId);
        await _process!.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _process?.Dispose();
    }

    private int ProcessId => int.Parse(File.ReadLines(_folder.File("server.pid")).First(), CultureInfo.InvariantCulture);

    // The collation is not C, so that tests find a missing COLLATE "C".
    private async Task InitializeAsync(CancellationToken cancellationToken) => await ServerUser.RunAsync(
        [
            Path.Combine(_programs, "initdb"), "-D", _folder.File("data"), "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US",
        ],
        cancellationToken);

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        File.Delete(_folder.File("server.pid"));
        var settings = _settings
            .Append(new("listen_addresses", "127.0.0.1"))
            .Append(new("unix_socket_directories", string.Empty))
            .Append(new("external_pid_file", _folder.File("server.pid")))
            .Append(new("port", Port.ToString(CultureInfo.InvariantCulture)))
            .SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        string[] arguments = ["sh", "-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh", Log];
        _process?.Dispose();
        _process = Process.Start(ServerUser.Command(
            [.. arguments, Path.Combine(_programs, "postgres"), "-D", _folder.File("data"), .. settings]));

        while (!_process!.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancellationToken);
                if (File.Exists(_folder.File("server.pid")))
                {
                    return true;
                }
            }
            catch (NpgsqlException)
            {
                // Not ready yet.
            }

            await Task.Delay(20, cancellationToken);
        }

        return false;
    }
}
