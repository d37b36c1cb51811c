using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Unified.Media.Tests;

/// <summary>A server on a loopback port that answers each connection with whatever bytes its script writes, lies included.</summary>
internal sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedExchange, Task> _script;
    private readonly SslStreamCertificateContext? _certificate;
    private readonly Task _accepting;
    private readonly List<Task> _answering = [];
    private readonly List<string> _requests = [];
    private int _connections;

    public ScriptedHttpServer(Func<ScriptedExchange, Task> script, SslStreamCertificateContext? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string HostAndPort => $"127.0.0.1:{Port}";

    public int Connections => Volatile.Read(ref _connections);

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static ScriptedHttpServer Answering(string raw, SslStreamCertificateContext? certificate = null) =>
        new(exchange => exchange.WriteAsync(raw), certificate);

    public Uri Uri(string path = "/image.png") => new($"http://{HostAndPort}{path}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_answering);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _answering.Add(AnswerAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }, _stop.Token);
                    stream = secure;
                }

                var head = await ReadHeadAsync(stream);
                if (head.Length == 0)
                {
                    return;
                }

                lock (_requests)
                {
                    _requests.Add(head);
                }

                await _script(new ScriptedExchange(head, stream, _stop.Token));
                if (stream is SslStream finished)
                {
                    await finished.ShutdownAsync();
                }

                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
            }
        }
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                break;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return head.ToString();
    }
}
