using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// A PgBouncer process in transaction mode in front of a server. <see cref="Through"/> converts a connection string of the server.
/// </summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly ServerFolder _folder;
    private readonly Process _process;
    private readonly int _port;

    private PgBouncer(ServerFolder folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        _port = port;
    }

    /// <summary>Returns the connection string of the same database and login through the pooler, without the session reset of Npgsql.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Host = "127.0.0.1",
        Port = _port,
        NoResetOnClose = true,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    internal static async Task<PgBouncer> StartAsync(TestServer server, int poolSize, CancellationToken cancellationToken)
    {
        var program = ServerBinaries.FindProgram("pgbouncer") ?? throw new InvalidOperationException(
            "This test uses a connection pooler, so it needs the program pgbouncer on this machine: apt-get install pgbouncer.");
        var folder = await ServerFolder.CreateAsync(cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                var port = FreePort.Find();
                if (await TryStartAsync(server, program, folder, port, poolSize, cancellationToken) is { } process)
                {
                    return new(folder, process, port);
                }

                if (tries == 5)
                {
                    throw new InvalidOperationException(
                        "PgBouncer does not start: " + await File.ReadAllTextAsync(folder.File("pgbouncer.log"), cancellationToken));
                }
            }
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    private static async Task<Process?> TryStartAsync(
        TestServer server, string program, ServerFolder folder, int port, int poolSize, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        var users = server.Logins.Append(new(target.Username!, target.Password ?? string.Empty));
        await ServerUser.WriteAsync(
            folder.File("users.txt"), string.Join('\n', users.Select(user => $"\"{user.Key}\" \"{user.Value}\"")) + "\n", cancellationToken);
        await ServerUser.WriteAsync(folder.File("pgbouncer.ini"), Configuration(target, folder, port, poolSize), cancellationToken);
        string[] arguments = ["sh", "-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh", folder.File("pgbouncer.log")];
        var process = Process.Start(ServerUser.Command([.. arguments, program, folder.File("pgbouncer.ini")]))!;
        while (!process.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString)
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Pooling = false,
                    Timeout = 5,
                }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return process;
            }
            catch (NpgsqlException)
            {
                // Not ready yet.
            }

            await Task.Delay(20, cancellationToken);
        }

        process.Dispose();
        return null;
    }

    private static string Configuration(NpgsqlConnectionStringBuilder target, ServerFolder folder, int port, int poolSize) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [databases]
        * = host={target.Host} port={target.Port}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = trust
        auth_file = {folder.File("users.txt")}
        pool_mode = transaction
        default_pool_size = {poolSize}
        max_client_conn = 1000
        ignore_startup_parameters = extra_float_digits,options,search_path
        pidfile = {folder.File("pgbouncer.pid")}

        """);
}
