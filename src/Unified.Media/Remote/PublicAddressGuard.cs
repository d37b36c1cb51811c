using System.Net;
using System.Net.Sockets;

namespace Unified.Media;

/// <summary>
/// Opens a hop's connection. The host is resolved once, here, and only the addresses that were judged are connected to: a name that changes
/// its answer between a check and its use (DNS rebinding) has nothing to change.
/// </summary>
internal sealed class PublicAddressGuard(RemoteContentOptions options, RemoteNetwork network, RemoteDeadline deadline, TimeProvider time)
{
    private const int MaxTries = 4;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var isDevelopment = options.IsDevelopmentHost(context.InitialRequestMessage.RequestUri!);

        var addresses = await ResolveAsync(context.DnsEndPoint.Host, limit.Token).ConfigureAwait(false);

        // One bad address spoils the answer: a host that mixes public and private ones is not a host we want to talk to.
        if (!isDevelopment && !Array.TrueForAll(addresses, PublicAddress.IsGlobalUnicast))
        {
            throw new RemoteFaultException(RemoteFault.AddressNotPublic);
        }

        var connection = await ConnectAsync(addresses, context.DnsEndPoint.Port, limit.Token).ConfigureAwait(false);
        deadline.Allow(options.IdleTimeout);
        return connection;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await network.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw new RemoteFaultException(RemoteFault.NoAddress);
        }
        catch (SocketException exception)
        {
            throw new RemoteFaultException(
                exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData ? RemoteFault.NoAddress : RemoteFault.Resolver);
        }
        catch (ArgumentException)
        {
            // The resolver's answer to hosts that cannot be names, such as 0.0.0.0.
            throw new RemoteFaultException(RemoteFault.NoAddress);
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        // Sharing out the time lets a host with a dead IPv6 route be reached by IPv4.
        var tries = Math.Min(addresses.Length, MaxTries);
        foreach (var address in addresses.Take(tries))
        {
            using var attempt = new CancellationTokenSource(options.ConnectTimeout / tries, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, attempt.Token);
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // When it is the fetch that was cancelled, not the attempt, there is no next address.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        throw new RemoteFaultException(RemoteFault.Unreachable);
    }

    private async Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var connection = await network.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        if (connection.Peer.Equals(endPoint.Address))
        {
            return connection.Stream;
        }

        await connection.Stream.DisposeAsync().ConfigureAwait(false);
        throw new RemoteFaultException(RemoteFault.PeerChanged);
    }
}
