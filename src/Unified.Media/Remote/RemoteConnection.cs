using System.Net;

namespace Unified.Media;

/// <summary>An open connection and the address that the operating system says is at its other end.</summary>
internal sealed record RemoteConnection(Stream Stream, IPAddress Peer);
