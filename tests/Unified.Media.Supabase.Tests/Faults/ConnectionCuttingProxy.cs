using System.Net;
using System.Net.Sockets;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// A proxy between the driver and the server under test that cuts or stalls connections after a number of bytes. Every planned cut applies to one
/// connection; later connections are not cut.
/// </summary>
public sealed class ConnectionCuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<Cut> _plan = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _ended = new(0);
    private readonly Task _accepting;
    private readonly Uri _target;

    public ConnectionCuttingProxy(Uri? target = null)
    {
        _target = target ?? StorageUnderTest.Target.Url;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_target.AbsolutePath.TrimEnd('/')}");

    /// <summary>The number of bytes that all connections have sent to the server.</summary>
    public long Sent { get; private set; }

    public int Cuts { get; private set; }

    public int Connections { get; private set; }

    /// <summary>Plans a cut of one of the next connections after a number of bytes; -1 for no cut.</summary>
    public ConnectionCuttingProxy PlanCut(long afterSent = -1, long afterReceived = -1, bool stall = false)
    {
        lock (_plan)
        {
            _plan.Enqueue(new(afterSent, afterReceived, stall));
        }

        return this;
    }

    /// <summary>Waits until another connection has ended.</summary>
    public Task ConnectionEndedAsync(CancellationToken cancellationToken) => _ended.WaitAsync(cancellationToken);

    /// <summary>Removes planned cuts, and resets the counters.</summary>
    public void Reset()
    {
        lock (_plan)
        {
            _plan.Clear();
        }

        (Sent, Cuts, Connections) = (0, 0, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                var state = new Connection();
                var up = PumpAsync(client.GetStream(), server.GetStream(), state, isUp: true);
                var down = PumpAsync(server.GetStream(), client.GetStream(), state, isUp: false);
                await Task.WhenAny(up, down);
                _ended.Release();

                // Resets the connection of the client, and gives the server time to read the bytes that were sent before.
                client.LingerState = new(true, 0);
                client.Close();
                await Task.Delay(50, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Connection state, bool isUp)
    {
        var buffer = new byte[16 * 1024];
        long total = 0;
        while (true)
        {
            var count = await from.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return;
            }

            var cut = Current(state);
            var limit = isUp ? cut.AfterSent : cut.AfterReceived;
            if (limit >= 0 && total + count > limit)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)(limit - total)), _stop.Token);
                Cuts++;
                if (cut.Stall)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                return;
            }

            total += count;
            Sent += isUp ? count : 0;
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    // Taken with the first bytes, because connection pools open connections in advance.
    private Cut Current(Connection state)
    {
        lock (_plan)
        {
            return state.Cut ??= _plan.TryDequeue(out var cut) ? cut : new(-1, -1, false);
        }
    }

    private sealed class Connection
    {
        public Cut? Cut { get; set; }
    }

    private sealed record Cut(long AfterSent, long AfterReceived, bool Stall);
}
