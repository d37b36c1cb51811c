using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// A proxy that makes the server report PostgreSQL 14: it changes the version in the startup messages and forwards everything else.
/// </summary>
internal sealed class OldServerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private OldServerProxy(NpgsqlConnectionStringBuilder target)
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

    public static OldServerProxy Before(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

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
            // The startup parameters arrive in one packet, and both major versions have two digits.
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
