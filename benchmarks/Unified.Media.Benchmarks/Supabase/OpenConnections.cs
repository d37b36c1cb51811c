using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Supabase;

namespace Unified.Media.Benchmarks;

/// <summary>Counts the connections of one host's Storage client, at every moment and not by looking now and then.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private int _open;

    /// <summary>The most that were open at once.</summary>
    public int Most { get; private set; }

    public void Watch(UnifiedMediaBuilder media) => media.Services
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
            Most = Math.Max(Most, _open);
        }
    }

    private sealed class Connection(Socket socket, OpenConnections all) : NetworkStream(socket, ownsSocket: true)
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                all.Add(-1);
            }

            base.Dispose(disposing);
        }
    }
}
