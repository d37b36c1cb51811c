using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>
/// Opens the content behind a URL that somebody else chose, without lending them our place in the network: https and public addresses only,
/// every redirect judged like the first URL, bounded bytes and time, nothing sent along.
/// </summary>
internal sealed class FetchRemoteContent
{
    private readonly RemoteContentOptions _options;
    private readonly RemoteNetwork _network;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public FetchRemoteContent(RemoteContentOptions options, TimeProvider time, ILogger<FetchRemoteContent> logger)
        : this(options, RemoteNetwork.Machine, time, logger)
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
    /// Opens <paramref name="source"/>. Nothing of the body has been read when this returns; <paramref name="cancellationToken"/> governs
    /// the opening, each read takes its own.
    /// </summary>
    /// <exception cref="MediaRejectedException">
    /// <c>remote_refused</c>: the source or a redirect of it may not be fetched, or its answer cannot be trusted to be one whole body.
    /// <c>remote_unavailable</c>: no answer, not in time, or not with status 200. <c>too_large</c>: more than <paramref name="maxBytes"/>.
    /// </exception>
    public async Task<RemoteBody> OpenAsync(Uri source, long maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();

        var report = new RemoteReport(_logger, maxBytes);
        var exchange = new RemoteExchange(_options, _network, _time);
        var hop = source;
        try
        {
            RemoteUri.Check(hop, from: null, _options);
            var response = await exchange.SendAsync(hop, cancellationToken).ConfigureAwait(false);
            for (var redirects = 0; RemoteAnswer.IsRedirect(response); redirects++)
            {
                if (redirects == _options.MaxRedirects)
                {
                    throw new RemoteFaultException(RemoteFault.Redirects);
                }

                var from = hop;
                hop = RemoteAnswer.RedirectTarget(response, from);
                RemoteUri.Check(hop, from, _options);
                response = await exchange.SendAsync(hop, cancellationToken).ConfigureAwait(false);
            }

            var length = RemoteAnswer.LengthOf(response, maxBytes);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var content = new RemoteBodyStream(body, maxBytes, _options.IdleTimeout, exchange.Deadline, report, hop);
            return new RemoteBody(exchange, content, length);
        }
        catch (Exception exception)
        {
            var fault = RemoteFault.Of(exception, exchange.Deadline);
            exchange.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (fault is null)
            {
                throw;
            }

            throw report.Of(fault, hop);
        }
    }
}
