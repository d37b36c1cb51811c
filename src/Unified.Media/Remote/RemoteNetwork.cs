using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media;

/// <summary>
/// How names become addresses and addresses connections. It only carries out: what may be reached is decided by
/// <see cref="PublicAddressGuard"/>, whatever these functions answer.
/// </summary>
internal sealed record RemoteNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync,
    Func<IPEndPoint, CancellationToken, Task<RemoteConnection>> ConnectAsync)
{
    public static RemoteNetwork Machine { get; } = new(Dns.GetHostAddressesAsync, ConnectSocketAsync);

    /// <summary>Root certificates to trust in place of the machine's; empty: the machine's.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

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
