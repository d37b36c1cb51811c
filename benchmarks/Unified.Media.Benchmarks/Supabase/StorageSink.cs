using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unified.Media.Benchmarks;

/// <summary>
/// A minimal server that discards every upload. On a machine with two cores, a server that parses, writes and hashes is the
/// slowest part of an upload and hides the cost of the client. This server makes that cost visible.
/// </summary>
internal sealed class StorageSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public StorageSink()
    {
        _listener.Start();
        Url = new($"http://{_listener.LocalEndpoint}");
        _ = AcceptAsync();
    }

    public Uri Url { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Dispose stopped the listener.
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var scope = socket;
        socket.NoDelay = true;
        var buffer = new byte[256 * 1024];
        try
        {
            while (await ReadHeadAsync(socket, buffer) is { } head)
            {
                for (var left = head.ContentLeft; left > 0;)
                {
                    var count = await socket.ReceiveAsync(buffer);
                    left = count > 0 ? left - count : throw new SocketException((int)SocketError.ConnectionReset);
                }

                await socket.SendAsync(CreateResponse(head.Path));
            }
        }
        catch (SocketException)
        {
            // The client closed the connection.
        }
    }

    // Clients do not pipeline requests, so all bytes after the head belong to its content.
    private static async Task<(string Path, long ContentLeft)?> ReadHeadAsync(Socket socket, byte[] buffer)
    {
        var (filled, end) = (0, -1);
        while (end < 0)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (count == 0)
            {
                return null;
            }

            filled += count;
            end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var content = length is null ? 0 : long.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
        return (lines[0].Split(' ')[1], content - (filled - end - 4));
    }

    // Reports one private bucket, and signs no objects.
    private static byte[] CreateResponse(string path)
    {
        var body = path switch
        {
            _ when path.StartsWith("/bucket/", StringComparison.Ordinal) => """{"id":"sink","public":false}""",
            _ when path.StartsWith("/object/sign/", StringComparison.Ordinal) => "[]",
            _ => """{"Key":"sink/object","Id":"01900000-0000-7000-8000-000000000000"}""",
        };
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
