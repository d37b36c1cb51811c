using System.Net;
using System.Net.Sockets;

namespace Unified.Media;

/// <summary>
/// Opens the connection of a request to public addresses only. The host is resolved once, and only the validated addresses are used,
/// which prevents DNS rebinding.
/// </summary>
internal sealed class PublicAddressGuard(RemoteContentOptions options, RemoteNetwork network, RemoteDeadline deadline, TimeProvider time)
{
    private const int MaxAttempts = 4;

    /// <summary>Opens the connection of a request.</summary>
    /// <exception cref="RemoteFailureException">An address is not public, or the host cannot be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var linkedSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var isDevelopmentHost = options.IsDevelopmentHost(context.InitialRequestMessage.RequestUri!);

        var addresses = await ResolveAsync(context.DnsEndPoint.Host, linkedSource.Token).ConfigureAwait(false);

        // Rejects a host if any of its addresses is not public.
        if (!isDevelopmentHost && !Array.TrueForAll(addresses, PublicAddress.IsGlobalUnicast))
        {
            throw new RemoteFailureException(RemoteFailure.AddressNotPublic);
        }

        var connection = await ConnectAsync(addresses, context.DnsEndPoint.Port, linkedSource.Token).ConfigureAwait(false);
        deadline.StartStep(options.IdleTimeout);
        return connection;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await network.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw new RemoteFailureException(RemoteFailure.NoAddress);
        }
        catch (SocketException exception)
        {
            throw new RemoteFailureException(
                exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData ? RemoteFailure.NoAddress : RemoteFailure.ResolverFailed);
        }
        catch (ArgumentException)
        {
            // The resolver throws this for hosts that it never resolves, such as 0.0.0.0.
            throw new RemoteFailureException(RemoteFailure.NoAddress);
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        // Splits the timeout between the addresses, so that a broken IPv6 route does not prevent a connection over IPv4.
        var attempts = Math.Min(addresses.Length, MaxAttempts);
        foreach (var address in addresses.Take(attempts))
        {
            using var attemptSource = new CancellationTokenSource(options.ConnectTimeout / attempts, time);
            using var linkedSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, attemptSource.Token);
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), linkedSource.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Tries the next address, unless the whole fetch was cancelled.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        throw new RemoteFailureException(RemoteFailure.Unreachable);
    }

    private async Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var connection = await network.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        if (connection.Peer.Equals(endPoint.Address))
        {
            return connection.Stream;
        }

        await connection.Stream.DisposeAsync().ConfigureAwait(false);
        throw new RemoteFailureException(RemoteFailure.PeerChanged);
    }
}
