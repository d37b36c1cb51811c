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
    /// <param name="previousUri">The URL that redirected to <paramref name="uri"/>; null for the first URL.</param>
    /// <param name="options">The options.</param>
    public static void ThrowIfNotAllowed(Uri uri, Uri? previousUri, RemoteContentOptions options)
    {
        if (FindFailure(uri, previousUri, options) is { } failure)
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

    private static RemoteFailure? FindFailure(Uri uri, Uri? previousUri, RemoteContentOptions options)
    {
        if (!uri.IsAbsoluteUri)
        {
            return RemoteFailure.InvalidUri;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return RemoteFailure.SchemeNotAllowed;
        }

        if (GetHost(uri).Length == 0)
        {
            return RemoteFailure.InvalidUri;
        }

        if (uri.UserInfo.Length > 0)
        {
            return RemoteFailure.UserInfoNotAllowed;
        }

        if (uri.Scheme == Uri.UriSchemeHttp && previousUri?.Scheme == Uri.UriSchemeHttps)
        {
            return RemoteFailure.Downgrade;
        }

        return options.IsDevelopmentHost(uri) ? null
            : uri.Scheme != Uri.UriSchemeHttps ? RemoteFailure.SchemeNotAllowed
            : uri.Port != HttpsPort ? RemoteFailure.PortNotAllowed
            : null;
    }
}
