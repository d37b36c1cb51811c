using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Supabase;

namespace Unified.Media.Benchmarks;

/// <summary>Counts the open connections of a Storage client when they open and close, instead of sampling.</summary>
internal sealed class ConnectionCounter
{
    private readonly Lock _gate = new();
    private int _open;

    /// <summary>The maximum number of connections that were open at the same time.</summary>
    public int Max { get; private set; }

    public void Attach(UnifiedMediaBuilder media) => media.Services
        .AddHttpClient(StorageTransport.ClientName)
        .ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).ConnectCallback = ConnectAsync);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            Add(1);
            return new Connection(socket, this);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Add(int count)
    {
        lock (_gate)
        {
            _open += count;
            Max = Math.Max(Max, _open);
        }
    }

    private sealed class Connection(Socket socket, ConnectionCounter counter) : NetworkStream(socket, ownsSocket: true)
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                counter.Add(-1);
            }

            base.Dispose(disposing);
        }
    }
}
