using System.Net;

namespace Unified.Media;

/// <summary>An open connection.</summary>
/// <param name="Stream">The stream of the connection.</param>
/// <param name="Peer">The remote address that the operating system reports.</param>
internal sealed record RemoteConnection(Stream Stream, IPAddress Peer);
