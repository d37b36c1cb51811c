using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media;

/// <summary>
/// Resolves names and opens connections. <see cref="PublicAddressGuard"/> decides which addresses are allowed, regardless of these functions.
/// </summary>
internal sealed record RemoteNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync,
    Func<IPEndPoint, CancellationToken, Task<RemoteConnection>> ConnectAsync)
{
    /// <summary>The network of the machine.</summary>
    public static RemoteNetwork Default { get; } = new(Dns.GetHostAddressesAsync, ConnectSocketAsync);

    /// <summary>The trusted root certificates; empty for those of the machine.</summary>
    public X509Certificate2Collection TrustedRoots { get; init; } = [];

    private static async Task<RemoteConnection> ConnectSocketAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new RemoteConnection(new NetworkStream(socket, ownsSocket: true), ((IPEndPoint)socket.RemoteEndPoint!).Address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
