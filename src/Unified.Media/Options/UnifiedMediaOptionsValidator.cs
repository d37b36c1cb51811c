using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Checks the settings and names every failure with its path.</summary>
internal sealed class UnifiedMediaOptionsValidator : IValidateOptions<UnifiedMediaOptions>
{
    public ValidateOptionsResult Validate(string? name, UnifiedMediaOptions options)
    {
        string[] failures =
        [
            .. Limits("Images", options.Images, MediaKind.Image),
            .. Limits("Videos", options.Videos, MediaKind.Video),
            .. options.Remote.Validate("Remote"),
            .. Paths(options),
            .. Range("UrlLifetime", options.UrlLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
            .. Range("UploadLease", options.UploadLease, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
            .. Range("JanitorInterval", options.JanitorInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            .. Range("TombstoneRetention", options.TombstoneRetention, TimeSpan.FromDays(7), TimeSpan.FromDays(3650)),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Limits(string path, MediaLimits limits, MediaKind kind)
    {
        if (limits.MaxBytes < 1)
        {
            yield return $"{path}.MaxBytes is {limits.MaxBytes}: it must be at least 1.";
        }

        if (limits.MaxPixels < 1)
        {
            yield return $"{path}.MaxPixels is {limits.MaxPixels}: it must be at least 1.";
        }

        if (limits.MaxSide < 1)
        {
            yield return $"{path}.MaxSide is {limits.MaxSide}: it must be at least 1.";
        }

        if (limits.MaxFrames < 1)
        {
            yield return $"{path}.MaxFrames is {limits.MaxFrames}: it must be at least 1.";
        }

        if (limits.MaxDuration <= TimeSpan.Zero)
        {
            yield return $"{path}.MaxDuration is {limits.MaxDuration}: it must be positive.";
        }

        foreach (var contentType in limits.ContentTypes)
        {
            if (!MediaFormat.All.Any(format => format.Kind == kind && format.ContentType == contentType))
            {
                yield return $"{path}.ContentTypes has '{contentType}': supported are "
                    + string.Join(", ", MediaFormat.All.Where(format => format.Kind == kind).Select(format => format.ContentType)) + ".";
            }
        }
    }

    private static IEnumerable<string> Paths(UnifiedMediaOptions options)
    {
        if (!IsBaseUrl(options.ContentBaseUrl))
        {
            yield return $"ContentBaseUrl is '{options.ContentBaseUrl}': "
                + "it must be a path that begins with '/' or an absolute http address, without '?' and '#'.";
        }

        if (options.SpoolFolder is { } folder && (folder.Length == 0 || !Directory.Exists(folder)))
        {
            yield return $"SpoolFolder is '{folder}': there is no such folder.";
        }
    }

    private static bool IsBaseUrl(string? text) =>
        text is not null
        && text.IndexOfAny(['?', '#']) < 0
        && (text.StartsWith('/')
            || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));

    private static IEnumerable<string> Range(string path, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            yield return $"{path} is {value}: it must be from {least} to {most}.";
        }
    }
}
