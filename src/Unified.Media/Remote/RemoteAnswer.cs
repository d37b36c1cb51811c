using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media;

/// <summary>
/// Judges the headers of an answer. It reads them raw: the typed properties turn an overflowing, negative or doubled Content-Length into
/// null or its first value, and a cut body would pass as whole.
/// </summary>
internal static class RemoteAnswer
{
    public static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Where a redirect leads; throws when it does not say so exactly once.</summary>
    public static Uri RedirectTarget(HttpResponseMessage response, Uri hop) =>
        TryGetSingle(response.Headers, "Location", out var location) && location.Length > 0 && Uri.TryCreate(hop, location, out var target)
            ? target
            : throw new RemoteFaultException(RemoteFault.RedirectTarget);

    /// <summary>
    /// The body's length, null when it is chunked; throws when this is not one whole, plain body of at most <paramref name="maxBytes"/>.
    /// </summary>
    public static long? LengthOf(HttpResponseMessage response, long maxBytes)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RemoteFaultException(RemoteFault.OfStatus(response.StatusCode));
        }

        if (Has(response.Content.Headers, "Content-Encoding") && !IsSingle(response.Content.Headers, "Content-Encoding", "identity"))
        {
            throw new RemoteFaultException(RemoteFault.ContentEncoding);
        }

        var hasLength = Has(response.Content.Headers, "Content-Length");
        if (Has(response.Headers, "Transfer-Encoding"))
        {
            return !hasLength && IsSingle(response.Headers, "Transfer-Encoding", "chunked")
                ? null
                : throw new RemoteFaultException(RemoteFault.TransferEncoding);
        }

        if (!hasLength)
        {
            // Such a body ends with the connection: a cut cannot be told from its end.
            throw new RemoteFaultException(RemoteFault.NoLength);
        }

        if (!TryGetSingle(response.Content.Headers, "Content-Length", out var text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw new RemoteFaultException(RemoteFault.ContentLength);
        }

        return length <= maxBytes ? length : throw new RemoteFaultException(RemoteFault.TooLarge);
    }

    private static bool Has(HttpHeaders headers, string name) => headers.NonValidated.Contains(name);

    private static bool IsSingle(HttpHeaders headers, string name, string expected) =>
        TryGetSingle(headers, name, out var value) && value.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static bool TryGetSingle(HttpHeaders headers, string name, out string value)
    {
        var occurs = headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1;
        value = occurs ? values.ToString() : "";
        return occurs;
    }
}
