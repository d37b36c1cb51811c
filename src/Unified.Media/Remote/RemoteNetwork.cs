using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media;

/// <summary>
/// The functions that resolve host names and open connections. Tests replace them. <see cref="PublicAddressGuard"/> checks the addresses.
/// </summary>
internal sealed record RemoteNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync,
    Func<IPEndPoint, CancellationToken, Task<RemoteConnection>> ConnectAsync)
{
    /// <summary>The network of the machine: DNS and sockets.</summary>
    public static RemoteNetwork Default { get; } = new(Dns.GetHostAddressesAsync, ConnectSocketAsync);

    /// <summary>The trusted root certificates; empty for the certificates of the operating system.</summary>
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
