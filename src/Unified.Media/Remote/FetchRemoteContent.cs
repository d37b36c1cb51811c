using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>
/// Fetches content from a URL that a user has chosen, and prevents server-side request forgery (SSRF): only https and public addresses are allowed,
/// redirects are validated like the first URL, the size and the duration are limited, and requests contain no credentials.
/// </summary>
internal sealed class FetchRemoteContent
{
    private readonly RemoteContentOptions _options;
    private readonly RemoteNetwork _network;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public FetchRemoteContent(RemoteContentOptions options, TimeProvider time, ILogger<FetchRemoteContent> logger)
        : this(options, RemoteNetwork.Default, time, logger)
    {
    }

    internal FetchRemoteContent(
        RemoteContentOptions options, RemoteNetwork network, TimeProvider time, ILogger<FetchRemoteContent> logger)
    {
        _options = options;
        _network = network;
        _time = time;
        _logger = logger;
        if (options.AllowedDevelopmentHosts.Count > 0)
        {
            RemoteLog.DevelopmentHosts(logger, options.AllowedDevelopmentHosts.Count);
        }
    }

    /// <summary>
    /// Requests <paramref name="source"/>, follows redirects, and returns before the body is read. <paramref name="cancellationToken"/> cancels this
    /// call only: each read of the body takes another token.
    /// </summary>
    /// <exception cref="MediaRejectedException">
    /// <c>remote_refused</c>: the source or a redirect is not allowed, or the response is not one complete, unencoded body.
    /// <c>remote_unavailable</c>: the server did not respond in time, or responded with a status other than 200. <c>too_large</c>: the body has more
    /// bytes than <paramref name="maxBytes"/>.
    /// </exception>
    public async Task<RemoteBody> OpenAsync(Uri source, long maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();

        var reporter = new RemoteFailureReporter(_logger, maxBytes);
        var client = new RemoteHttpClient(_options, _network, _time);
        var uri = source;
        try
        {
            RemoteUri.ThrowIfNotAllowed(uri, previousUri: null, _options);
            var response = await client.SendAsync(uri, cancellationToken).ConfigureAwait(false);
            for (var redirects = 0; RemoteResponseHeaders.IsRedirect(response); redirects++)
            {
                if (redirects == _options.MaxRedirects)
                {
                    throw new RemoteFailureException(RemoteFailure.TooManyRedirects);
                }

                var previousUri = uri;
                uri = RemoteResponseHeaders.RedirectTarget(response, previousUri);
                RemoteUri.ThrowIfNotAllowed(uri, previousUri, _options);
                response = await client.SendAsync(uri, cancellationToken).ConfigureAwait(false);
            }

            var length = RemoteResponseHeaders.GetBodyLength(response, maxBytes);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var content = new RemoteBodyStream(body, maxBytes, _options.IdleTimeout, client.Deadline, reporter, uri);
            return new RemoteBody(client, content, length);
        }
        catch (Exception exception)
        {
            var failure = RemoteFailure.FromException(exception, client.Deadline);
            client.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is null)
            {
                throw;
            }

            throw reporter.Report(failure, uri);
        }
    }
}
