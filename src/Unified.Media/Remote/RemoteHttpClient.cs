using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media;

/// <summary>
/// Sends the requests of one fetch, each over its own connection: without connection pool, proxy, cookies, credentials and trace headers.
/// Disposes the last response.
/// </summary>
internal sealed class RemoteHttpClient : IDisposable
{
    private const int MaxHeaderKilobytes = 32;

    private readonly RemoteContentOptions _options;
    private readonly HttpMessageInvoker _invoker;
    private HttpResponseMessage? _response;

    public RemoteHttpClient(RemoteContentOptions options, RemoteNetwork network, TimeProvider time)
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
        handler.SslOptions.CertificateChainPolicy = CreateChainPolicy(network.TrustedRoots);
        _invoker = new HttpMessageInvoker(handler);
    }

    public RemoteDeadline Deadline { get; }

    /// <summary>Sends a request, and returns when the headers of the response have arrived. The next request disposes the response.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri uri, CancellationToken cancellationToken)
    {
        _response?.Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, uri)
        {
            // Prevents HTTP/3, which would not use the connect callback.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Accept.ParseAdd("*/*");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        request.Headers.UserAgent.ParseAdd("Unified.Media");
        request.Headers.ConnectionClose = true;

        Deadline.StartStep(_options.ConnectTimeout);
        using var linkedSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Deadline.Token);
        _response = await _invoker.SendAsync(request, linkedSource.Token).ConfigureAwait(false);
        Deadline.EndStep();
        return _response;
    }

    public void Dispose()
    {
        Deadline.Dispose();
        _response?.Dispose();
        _invoker.Dispose();
    }

    private static X509ChainPolicy CreateChainPolicy(X509Certificate2Collection roots)
    {
        // The certificate of a server can contain URLs of issuers and revocation lists, which the platform would fetch without the address checks.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (roots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }
}
