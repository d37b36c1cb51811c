namespace Unified.Media;

/// <summary>
/// Limits for content that is fetched from a URL. The guard itself has no switch: only public addresses over https, port 443, are reached,
/// and every redirect is judged like the first URL. <see cref="AllowedDevelopmentHosts"/> is the one exception, host by host.
/// </summary>
public sealed class RemoteContentOptions
{
    /// <summary>How long one fetch may take in all, from resolving the first host to the last byte, redirects included.</summary>
    /// <value>The default is 60 seconds. More than zero, at most one hour.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the remote server may keep us waiting: once for the TLS handshake and the headers of each answer, and again for every read
    /// of the body. The time in which our side does not read does not count.
    /// </summary>
    /// <value>The default is 10 seconds. More than zero, at most <see cref="TotalTimeout"/>.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long resolving a host and opening a connection to it may take, for each hop. It is shared out among the host's addresses.
    /// </summary>
    /// <value>The default is 10 seconds. More than zero, at most <see cref="TotalTimeout"/>.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many redirects are followed before the source is refused. Zero refuses every redirect.</summary>
    /// <value>The default is 3. From 0 to 10.</value>
    public int MaxRedirects { get; set; } = 3;

    /// <summary>
    /// Hosts of a development machine, each as <c>host:port</c> (<c>localhost:5001</c>, <c>[::1]:5001</c>). For exactly that host and port
    /// plain http is allowed, and so is any address the host resolves to, loopback and private ones too. Leave it empty in production:
    /// whoever may name a URL can read what these hosts serve.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> AllowedDevelopmentHosts { get; } = [];

    internal bool IsDevelopmentHost(Uri uri) =>
        AllowedDevelopmentHosts.Count > 0 && AllowedDevelopmentHosts.Contains(DevelopmentHost(uri), StringComparer.OrdinalIgnoreCase);

    // Only the spelling that a parsed URL has can ever match, so any other spelling is a mistake that is reported when the host starts.
    internal static bool IsHostAndPort(string? host) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) && RemoteUri.HostOf(uri).Length > 0
        && string.Equals(DevelopmentHost(uri), host, StringComparison.OrdinalIgnoreCase);

    private static string DevelopmentHost(Uri uri) => $"{RemoteUri.HostOf(uri)}:{uri.Port}";
}
