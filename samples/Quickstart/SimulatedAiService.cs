using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quickstart;

/// <summary>Simulates an AI service that serves an enhanced image on a loopback address.</summary>
internal sealed class SimulatedAiService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly byte[] _image;

    private SimulatedAiService(byte[] image) => _image = image;

    /// <summary>The host and port to allow: <c>127.0.0.1:41234</c>.</summary>
    public string Host => _listener.LocalEndpoint.ToString()!;

    public string JobId { get; } = $"job-{Guid.CreateVersion7()}";

    public Uri ResultUri => new($"http://{Host}/results/{JobId}.webp");

    public static SimulatedAiService Start(string path)
    {
        var service = new SimulatedAiService(File.ReadAllBytes(path));
        service._listener.Start();
        _ = service.ServeAsync();
        return service;
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await RespondAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Dispose stopped the listener.
        }
    }

    private async Task RespondAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var head = $"HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Length: {_image.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(_image);
    }
}
