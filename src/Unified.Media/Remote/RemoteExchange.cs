using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media;

/// <summary>
/// The requests of one fetch, one after the other, each on a connection of its own that carries nothing over: no pool, proxy, cookies,
/// credentials or trace headers. Owns the last response.
/// </summary>
internal sealed class RemoteExchange : IDisposable
{
    private const int MaxHeaderKilobytes = 32;

    private readonly RemoteContentOptions _options;
    private readonly HttpMessageInvoker _invoker;
    private HttpResponseMessage? _response;

    public RemoteExchange(RemoteContentOptions options, RemoteNetwork network, TimeProvider time)
    {
        _options = options;
        Deadline = new RemoteDeadline(options.TotalTimeout, time);
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = new PublicAddressGuard(options, network, Deadline, time).ConnectAsync,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
            UseProxy = false,
        };
        handler.SslOptions.CertificateChainPolicy = ChainPolicy(network.Roots);
        _invoker = new HttpMessageInvoker(handler);
    }

    public RemoteDeadline Deadline { get; }

    /// <summary>Requests one hop; returns when its headers have arrived. The response belongs to this exchange.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri hop, CancellationToken cancellationToken)
    {
        _response?.Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, hop)
        {
            // Exact: HTTP/3 would open its connection without our callback.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Accept.ParseAdd("*/*");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        request.Headers.UserAgent.ParseAdd("Unified.Media");
        request.Headers.ConnectionClose = true;

        Deadline.Allow(_options.ConnectTimeout);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Deadline.Token);
        _response = await _invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        Deadline.Pause();
        return _response;
    }

    public void Dispose()
    {
        Deadline.Dispose();
        _response?.Dispose();
        _invoker.Dispose();
    }

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection roots)
    {
        // A server's certificate may name URLs for missing issuers and revocation lists; the platform would fetch them past our guard.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (roots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }
}
