using System.Net;
using System.Net.Sockets;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Forwards data between a client and a server and counts round trips: how often the client sends after the server has sent.
/// </summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _roundTrips;

    public CountingProxy(int serverPort)
    {
        _listener.Start();
        _accepting = AcceptAsync(serverPort);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int RoundTrips => Volatile.Read(ref _roundTrips);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(int serverPort)
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token), serverPort));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client, int serverPort)
    {
        using var closingClient = client;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        await server.ConnectAsync(IPAddress.Loopback, serverPort, _end.Token);
        var hasAnswered = new StrongBox(true);
        await Task.WhenAll(
            PassAsync(client.GetStream(), server.GetStream(), () =>
            {
                if (hasAnswered.Exchange(false))
                {
                    Interlocked.Increment(ref _roundTrips);
                }
            }),
            PassAsync(server.GetStream(), client.GetStream(), () => hasAnswered.Exchange(true)));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action seen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
            {
                seen();
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One side closed the connection.
        }
    }

    private sealed class StrongBox(bool value)
    {
        private bool _value = value;

        public bool Exchange(bool value) => Interlocked.Exchange(ref _value, value);
    }
}
