using System.Text;

namespace Unified.Media;

/// <summary>
/// What the text of a URL alone decides. Which machine it leads to is not decided here: <see cref="PublicAddressGuard"/> judges the
/// address that is connected to, so no spelling of a host has to be recognised.
/// </summary>
internal static class RemoteUri
{
    private const int HttpsPort = 443;

    /// <summary>Throws when <paramref name="uri"/> may not be requested; <paramref name="from"/> is the hop that led to it.</summary>
    public static void Check(Uri uri, Uri? from, RemoteContentOptions options)
    {
        if (Judge(uri, from, options) is { } fault)
        {
            throw new RemoteFaultException(fault);
        }
    }

    /// <summary>The host as it goes to the resolver, IPv6 in brackets and without its zone; empty when there is none that could.</summary>
    public static string HostOf(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return "";
        }

        try
        {
            // Some hosts parse but have no form on the wire, such as "-ß".
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
            // Where the process runs without culture data, such hosts fail here and not when they are parsed.
            return "";
        }
    }

    private static RemoteFault? Judge(Uri uri, Uri? from, RemoteContentOptions options)
    {
        if (!uri.IsAbsoluteUri)
        {
            return RemoteFault.Uri;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return RemoteFault.Scheme;
        }

        if (HostOf(uri).Length == 0)
        {
            return RemoteFault.Uri;
        }

        if (uri.UserInfo.Length > 0)
        {
            return RemoteFault.UserInfo;
        }

        if (uri.Scheme == Uri.UriSchemeHttp && from?.Scheme == Uri.UriSchemeHttps)
        {
            return RemoteFault.Downgrade;
        }

        return options.IsDevelopmentHost(uri) ? null
            : uri.Scheme != Uri.UriSchemeHttps ? RemoteFault.Scheme
            : uri.Port != HttpsPort ? RemoteFault.Port
            : null;
    }
}
