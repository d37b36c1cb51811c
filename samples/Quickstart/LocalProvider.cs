using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quickstart;

/// <summary>Plays an AI service: whoever asks this loopback address gets the enhanced picture.</summary>
internal sealed class LocalProvider : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, port: 0);
    private readonly byte[] picture;

    private LocalProvider(byte[] picture) => this.picture = picture;

    /// <summary>The one host to allow: <c>127.0.0.1:41234</c>.</summary>
    public string Host => listener.LocalEndpoint.ToString()!;

    public string Job { get; } = $"job-{Guid.CreateVersion7()}";

    public Uri Result => new($"http://{Host}/results/{Job}.webp");

    public static LocalProvider Start(string path)
    {
        var provider = new LocalProvider(File.ReadAllBytes(path));
        provider.listener.Start();
        _ = provider.ServeAsync();
        return provider;
    }

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener was disposed: the tour is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var head = $"HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Length: {picture.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(picture);
    }
}
