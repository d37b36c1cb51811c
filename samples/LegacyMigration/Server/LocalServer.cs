using System.Diagnostics;
using Npgsql;

namespace LegacyMigration;

/// <summary>
/// A PostgreSQL server of this run only, from the programs on this machine. A shell guards it: when this process ends, however it ends, the
/// shell's input ends too, and it stops the server and removes its folder.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private const string Guard = """
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

    private readonly Process _guard;

    private LocalServer(Process guard, string folder)
    {
        _guard = guard;
        Folder = folder;
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public string Folder { get; }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder { Host = Folder, Username = "postgres", Database = "postgres" }.ConnectionString;

    /// <param name="programs">The folder of <c>initdb</c> and <c>postgres</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LocalServer> StartAsync(string programs, CancellationToken cancellationToken)
    {
        string[] command = [.. ServerPrograms.OtherUser(), "sh", "-c", Guard, "sh", programs];
        var guard = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var folder = await guard.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(
                $"The server did not start: {await guard.StandardError.ReadToEndAsync(cancellationToken)}");
        var server = new LocalServer(guard, folder);
        try
        {
            await server.WaitAsync(cancellationToken);
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
        AppDomain.CurrentDomain.ProcessExit -= End;
        NpgsqlConnection.ClearAllPools();
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private void End(object? sender, EventArgs e) => _guard.StandardInput.Close();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (tries < 200)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
