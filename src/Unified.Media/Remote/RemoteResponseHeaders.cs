using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media;

/// <summary>
/// Validates the raw headers of a response. The typed properties are not sufficient: for an overflowing, negative or repeated Content-Length, they
/// return null or the first value, so a truncated body would count as complete.
/// </summary>
internal static class RemoteResponseHeaders
{
    /// <summary>Determines whether a response is a redirect.</summary>
    public static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Returns the target of a redirect. Throws if the response does not have exactly one valid <c>Location</c> header.</summary>
    public static Uri RedirectTarget(HttpResponseMessage response, Uri uri) =>
        TryGetSingle(response.Headers, "Location", out var location) && location.Length > 0 && Uri.TryCreate(uri, location, out var target)
            ? target
            : throw new RemoteFailureException(RemoteFailure.InvalidRedirectTarget);

    /// <summary>
    /// Returns the length of the body in bytes; null for chunked transfer encoding. Throws if the status is not 200, the body is encoded, its length
    /// is missing or invalid, or the length exceeds <paramref name="maxBytes"/>.
    /// </summary>
    public static long? GetBodyLength(HttpResponseMessage response, long maxBytes)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RemoteFailureException(RemoteFailure.FromStatus(response.StatusCode));
        }

        if (Has(response.Content.Headers, "Content-Encoding") && !IsSingle(response.Content.Headers, "Content-Encoding", "identity"))
        {
            throw new RemoteFailureException(RemoteFailure.EncodedContent);
        }

        var hasLength = Has(response.Content.Headers, "Content-Length");
        if (Has(response.Headers, "Transfer-Encoding"))
        {
            return !hasLength && IsSingle(response.Headers, "Transfer-Encoding", "chunked")
                ? null
                : throw new RemoteFailureException(RemoteFailure.InvalidTransferEncoding);
        }

        if (!hasLength)
        {
            // Such a body ends when the connection closes, so a truncated body could not be detected.
            throw new RemoteFailureException(RemoteFailure.MissingLength);
        }

        if (!TryGetSingle(response.Content.Headers, "Content-Length", out var text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw new RemoteFailureException(RemoteFailure.InvalidContentLength);
        }

        return length <= maxBytes ? length : throw new RemoteFailureException(RemoteFailure.TooLarge);
    }

    private static bool Has(HttpHeaders headers, string name) => headers.NonValidated.Contains(name);

    private static bool IsSingle(HttpHeaders headers, string name, string expected) =>
        TryGetSingle(headers, name, out var value) && value.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static bool TryGetSingle(HttpHeaders headers, string name, out string value)
    {
        var isSingle = headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1;
        value = isSingle ? values.ToString() : "";
        return isSingle;
    }
}
