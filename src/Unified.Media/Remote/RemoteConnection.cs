using System.Net;

namespace Unified.Media;

/// <summary>An open connection, and the address of its peer as the operating system reports it.</summary>
internal sealed record RemoteConnection(Stream Stream, IPAddress Peer);
