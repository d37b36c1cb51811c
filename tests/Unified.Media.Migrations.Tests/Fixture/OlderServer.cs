using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// A door to the real server behind which it says that it is PostgreSQL 14: the one parameter of its greeting is another, all else passes
/// as it comes.
/// </summary>
internal sealed class OlderServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private OlderServer(NpgsqlConnectionStringBuilder target)
    {
        _listener.Start();
        _serving = ServeAsync(target.Host!, target.Port);
        target.Host = IPAddress.Loopback.ToString();
        target.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        target.SslMode = SslMode.Disable;
        target.Pooling = false;
        ConnectionString = target.ConnectionString;
    }

    public string ConnectionString { get; }

    public static OlderServer Before(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _end.Dispose();
    }

    private async Task ServeAsync(string host, int port)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            using var server = new TcpClient();
            await server.ConnectAsync(host, port, _end.Token);
            await Task.WhenAny(
                PassAsync(client.GetStream(), server.GetStream(), isGreeting: false),
                PassAsync(server.GetStream(), client.GetStream(), isGreeting: true));
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool isGreeting)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer, _end.Token)) > 0)
        {
            // The parameters of the greeting come in one piece; the major version has two digits in both.
            var at = isGreeting ? buffer.AsSpan(0, count).IndexOf("server_version\0"u8) : -1;
            if (at >= 0)
            {
                "14"u8.CopyTo(buffer.AsSpan(at + "server_version\0"u8.Length));
                isGreeting = false;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}
