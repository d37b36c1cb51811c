using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media.Tests;

/// <summary>
/// Names, addresses and the loopback servers that stand behind them. An unknown name is not found; an address without a server refuses.
/// </summary>
internal sealed class PretendInternet
{
    private readonly ConcurrentDictionary<string, Queue<IPAddress[]>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<IPAddress, (int Port, IPAddress Peer)> _servers = new();
    private readonly ConcurrentQueue<string> _resolved = new();
    private readonly ConcurrentQueue<IPEndPoint> _connected = new();

    public IReadOnlyCollection<string> Resolved => _resolved;

    public IReadOnlyCollection<IPEndPoint> Connected => _connected;

    public Func<IPEndPoint, CancellationToken, Task>? BeforeConnect { get; init; }

    /// <summary>Adds the answers of a name, one per question; the last one repeats.</summary>
    public PretendInternet Name(string name, params string[] answers)
    {
        _names[name] = new Queue<IPAddress[]>(answers.Select(answer =>
            answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));
        return this;
    }

    public PretendInternet Server(string address, ScriptedHttpServer server, string? peer = null)
    {
        _servers[IPAddress.Parse(address)] = (server.Port, IPAddress.Parse(peer ?? address));
        return this;
    }

    public RemoteNetwork Network(params X509Certificate2[] roots) => new(ResolveAsync, ConnectAsync) { TrustedRoots = [.. roots] };

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        _resolved.Enqueue(host);
        if (IPAddress.TryParse(host, out var literal))
        {
            return Task.FromResult<IPAddress[]>([literal]);
        }

        return _names.TryGetValue(host, out var answers)
            ? Task.FromResult(answers.Count > 1 ? answers.Dequeue() : answers.Peek())
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<RemoteConnection> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        _connected.Enqueue(endPoint);
        if (BeforeConnect is not null)
        {
            await BeforeConnect(endPoint, cancellationToken);
        }

        if (!_servers.TryGetValue(endPoint.Address, out var server))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var connection = await RemoteNetwork.Default.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), cancellationToken);
        return connection with { Peer = server.Peer };
    }
}
