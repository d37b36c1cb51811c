namespace Unified.Media;

/// <summary>Validates the settings. Returns one sentence per failure, which begins with the configuration path.</summary>
internal static class UnifiedMediaOptionsValidator
{
    private static readonly TimeSpan MaxRemoteTimeout = TimeSpan.FromHours(1);

    public static IEnumerable<string> FindFailures(UnifiedMediaOptions options) =>
    [
        .. FindLimitFailures("Images", options.Images, MediaKind.Image),
        .. FindLimitFailures("Videos", options.Videos, MediaKind.Video),
        .. FindFailures(options.Remote),
        .. FindPathFailures(options),
        .. FindRangeFailures("UrlLifetime", options.UrlLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
        .. FindRangeFailures("UploadLease", options.UploadLease, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        .. FindRangeFailures("Janitor:Interval", options.Janitor.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        .. FindRangeFailures("TombstoneRetention", options.TombstoneRetention, TimeSpan.FromDays(7), TimeSpan.FromDays(3650)),
        .. options.PostgresNames.FindFailures().Select(failure => $"PostgresNames:{failure}"),
    ];

    public static IEnumerable<string> FindFailures(RemoteContentOptions options)
    {
        if (options.TotalTimeout <= TimeSpan.Zero || options.TotalTimeout > MaxRemoteTimeout)
        {
            yield return $"Remote:TotalTimeout is {options.TotalTimeout}: it must be greater than zero and at most {MaxRemoteTimeout}.";
        }

        foreach (var (name, value) in new[] { ("IdleTimeout", options.IdleTimeout), ("ConnectTimeout", options.ConnectTimeout) })
        {
            if (value <= TimeSpan.Zero || value > options.TotalTimeout)
            {
                yield return $"Remote:{name} is {value}: it must be greater than zero and at most TotalTimeout ({options.TotalTimeout}).";
            }
        }

        if (options.MaxRedirects is < 0 or > 10)
        {
            yield return $"Remote:MaxRedirects is {options.MaxRedirects}: it must be between 0 and 10.";
        }

        foreach (var host in options.AllowedDevelopmentHosts.Where(host => !RemoteContentOptions.IsHostAndPort(host)))
        {
            yield return $"Remote:AllowedDevelopmentHosts has '{host}': an entry must be a host and a port, such as localhost:5001.";
        }
    }

    private static IEnumerable<string> FindLimitFailures(string path, MediaLimits limits, MediaKind kind)
    {
        if (limits.MaxBytes < 1)
        {
            yield return $"{path}:MaxBytes is {limits.MaxBytes}: it must be at least 1.";
        }

        if (limits.MaxPixels < 1)
        {
            yield return $"{path}:MaxPixels is {limits.MaxPixels}: it must be at least 1.";
        }

        if (limits.MaxSide < 1)
        {
            yield return $"{path}:MaxSide is {limits.MaxSide}: it must be at least 1.";
        }

        if (limits.MaxFrames < 1)
        {
            yield return $"{path}:MaxFrames is {limits.MaxFrames}: it must be at least 1.";
        }

        if (limits.MaxDuration <= TimeSpan.Zero)
        {
            yield return $"{path}:MaxDuration is {limits.MaxDuration}: it must be greater than zero.";
        }

        foreach (var contentType in limits.ContentTypes)
        {
            if (!MediaFormat.All.Any(format => format.Kind == kind && format.ContentType == contentType))
            {
                yield return $"{path}:ContentTypes has '{contentType}': supported types are "
                    + string.Join(", ", MediaFormat.All.Where(format => format.Kind == kind).Select(format => format.ContentType)) + ".";
            }
        }
    }

    private static IEnumerable<string> FindPathFailures(UnifiedMediaOptions options)
    {
        if (!IsBaseUrl(options.ContentBaseUrl))
        {
            yield return $"ContentBaseUrl is '{options.ContentBaseUrl}': "
                + "it must be a path that begins with '/' or an absolute HTTP URL, without '?' and '#'.";
        }

        if (options.SpoolFolder is { } folder && (folder.Length == 0 || !Directory.Exists(folder)))
        {
            yield return $"SpoolFolder is '{folder}': the folder does not exist.";
        }
    }

    private static bool IsBaseUrl(string? text) =>
        text is not null
        && text.IndexOfAny(['?', '#']) < 0
        && (text.StartsWith('/')
            || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));

    private static IEnumerable<string> FindRangeFailures(string path, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            yield return $"{path} is {value}: it must be between {min} and {max}.";
        }
    }
}
