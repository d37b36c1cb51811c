namespace Unified.Media;

/// <summary>
/// The limits of content that is fetched from a URL. Only public addresses over https and port 443 are allowed, and every redirect is validated
/// like the first URL. These checks cannot be turned off, except for <see cref="AllowedDevelopmentHosts"/>.
/// </summary>
public sealed class RemoteContentOptions
{
    /// <summary>The maximum duration of one fetch, from resolving the first host to the last byte, with redirects.</summary>
    /// <value>The default is 60 seconds. More than zero, at most one hour.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The maximum time to wait for the server. It applies to the TLS handshake and the headers of each response together, and to each read of the
    /// body. The time between two reads does not count.
    /// </summary>
    /// <value>The default is 10 seconds. More than zero, at most <see cref="TotalTimeout"/>.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The maximum time to resolve a host and to open a connection, per request. It is shared by all attempts to connect to the
    /// addresses of the host.
    /// </summary>
    /// <value>The default is 10 seconds. More than zero, at most <see cref="TotalTimeout"/>.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum number of redirects. Zero allows none.</summary>
    /// <value>The default is 3. From 0 to 10.</value>
    public int MaxRedirects { get; set; } = 3;

    /// <summary>
    /// The hosts that are allowed during development, as <c>host:port</c> (<c>localhost:5001</c>, <c>[::1]:5001</c>). For these hosts and ports, http
    /// and all addresses are allowed, including loopback and private ones. Leave the list empty in production: every user who can pass a URL can read
    /// the content of these hosts.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> AllowedDevelopmentHosts { get; } = [];

    internal bool IsDevelopmentHost(Uri uri) =>
        AllowedDevelopmentHosts.Count > 0 && AllowedDevelopmentHosts.Contains(DevelopmentHost(uri), StringComparer.OrdinalIgnoreCase);

    // The entry must have the normalized form of a parsed URL, because any other form would never match. The validation reports such entries.
    internal static bool IsHostAndPort(string? host) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) && RemoteUri.GetHost(uri).Length > 0
        && string.Equals(DevelopmentHost(uri), host, StringComparison.OrdinalIgnoreCase);

    private static string DevelopmentHost(Uri uri) => $"{RemoteUri.GetHost(uri)}:{uri.Port}";
}
