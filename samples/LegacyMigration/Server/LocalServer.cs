using System.Diagnostics;
using Npgsql;

namespace LegacyMigration;

/// <summary>
/// A private PostgreSQL server for this run. A shell process supervises it: when this process ends, even by a crash, the input of the shell
/// ends, and the shell stops the server and removes its folder.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private const string Supervisor = """
        trap '' INT
        folder=$(mktemp -d "${TMPDIR:-/tmp}/unified-media-sample-XXXXXX" 2>/dev/null || mktemp -d /tmp/unified-media-sample-XXXXXX) ||
          exit 1
        "$1/initdb" -D "$folder/data" -U postgres --auth=trust --no-sync --encoding=UTF8 --locale=C.UTF-8 >"$folder/log" 2>&1 \
          || { cat "$folder/log" >&2; rm -rf "$folder"; exit 1; }
        "$1/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off -c max_wal_size=4GB \
          -c shared_buffers=256MB </dev/null >"$folder/log" 2>&1 &
        server=$!
        echo "$folder"
        cat >/dev/null
        kill -INT $server; wait $server; rm -rf "$folder"
        """;

    private readonly Process _supervisor;

    private LocalServer(Process supervisor, string folder)
    {
        _supervisor = supervisor;
        Folder = folder;
        AppDomain.CurrentDomain.ProcessExit += Stop;
    }

    public string Folder { get; }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder { Host = Folder, Username = "postgres", Database = "postgres" }.ConnectionString;

    /// <param name="programs">The folder of <c>initdb</c> and <c>postgres</c>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<LocalServer> StartAsync(string programs, CancellationToken cancellationToken)
    {
        string[] command = [.. ServerPrograms.GetUserPrefix(), "sh", "-c", Supervisor, "sh", programs];
        var supervisor = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var folder = await supervisor.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(
                $"The server did not start: {await supervisor.StandardError.ReadToEndAsync(cancellationToken)}");
        var server = new LocalServer(supervisor, folder);
        try
        {
            await server.WaitUntilReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        NpgsqlConnection.ClearAllPools();
        _supervisor.StandardInput.Close();
        await _supervisor.WaitForExitAsync();
        _supervisor.Dispose();
    }

    private void Stop(object? sender, EventArgs e) => _supervisor.StandardInput.Close();

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (attempt < 200)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
