using System.Text;

namespace Unified.Media;

/// <summary>
/// Validates the scheme, the port and the user of a URL. This class does not have to recognize all notations of an IP address, because
/// <see cref="PublicAddressGuard"/> validates the address of the connection.
/// </summary>
internal static class RemoteUri
{
    private const int HttpsPort = 443;

    /// <summary>Throws when a URL may not be requested.</summary>
    /// <param name="uri">The URL.</param>
    /// <param name="from">The URL that redirected to it; null for the first one.</param>
    /// <param name="options">The options.</param>
    public static void ThrowIfNotAllowed(Uri uri, Uri? from, RemoteContentOptions options)
    {
        if (FindFailure(uri, from, options) is { } failure)
        {
            throw new RemoteFailureException(failure);
        }
    }

    /// <summary>Returns the ASCII host of a URL, with IPv6 addresses in brackets and without a zone; empty when the URL has no valid host.</summary>
    public static string GetHost(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return "";
        }

        try
        {
            // Some hosts can be parsed but not encoded, such as "-ß".
            return uri.HostNameType switch
            {
                UriHostNameType.IPv4 => uri.Host,
                UriHostNameType.IPv6 => uri.Host,
                UriHostNameType.Dns when Ascii.IsValid(uri.IdnHost) => uri.IdnHost,
                _ => "",
            };
        }
        catch (UriFormatException)
        {
            // In globalization-invariant mode, invalid international names fail here instead of in the parser.
            return "";
        }
    }

    private static RemoteFailure? FindFailure(Uri uri, Uri? from, RemoteContentOptions options)
    {
        if (!uri.IsAbsoluteUri)
        {
            return RemoteFailure.Uri;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return RemoteFailure.Scheme;
        }

        if (GetHost(uri).Length == 0)
        {
            return RemoteFailure.Uri;
        }

        if (uri.UserInfo.Length > 0)
        {
            return RemoteFailure.UserInfo;
        }

        if (uri.Scheme == Uri.UriSchemeHttp && from?.Scheme == Uri.UriSchemeHttps)
        {
            return RemoteFailure.Downgrade;
        }

        return options.IsDevelopmentHost(uri) ? null
            : uri.Scheme != Uri.UriSchemeHttps ? RemoteFailure.Scheme
            : uri.Port != HttpsPort ? RemoteFailure.Port
            : null;
    }
}
