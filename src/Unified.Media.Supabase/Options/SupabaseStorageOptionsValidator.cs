namespace Unified.Media.Supabase;

/// <summary>Validates the options. Each message begins with the name of the option. The messages do not contain the key.</summary>
internal static class SupabaseStorageOptionsValidator
{
    private const int ChunkBytesMultiple = 256 * 1024;
    private const int HostedChunkBytes = 6 * 1024 * 1024;
    private const int MaxCacheControlLength = 200;

    public static IEnumerable<string> FindFailures(SupabaseStorageOptions options) =>
        [.. CheckAddresses(options), .. CheckKey(options), .. CheckBuckets(options), .. CheckUploads(options), .. CheckLimits(options)];

    public static bool IsCacheControl(string text) =>
        text.Length is > 0 and <= MaxCacheControlLength && text.All(character => character is >= ' ' and <= '~');

    private static IEnumerable<string> CheckAddresses(SupabaseStorageOptions options)
    {
        if (options.Url is null && options.StorageUrl is null)
        {
            yield return "Url is missing: set it in UseSupabaseStorage, in the configuration, or as SUPABASE_URL.";
        }

        (string Name, Uri? Url)[] urls = [("Url", options.Url), ("StorageUrl", options.StorageUrl), ("UploadUrl", options.UploadUrl)];
        foreach (var (name, url) in urls.Where(item => item.Url is not null && !IsAddress(item.Url)))
        {
            yield return $"{name} must be an absolute http or https address without a user, a query or a fragment.";
        }
    }

    private static bool IsAddress(Uri url) =>
        url.IsAbsoluteUri
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;

    private static IEnumerable<string> CheckKey(SupabaseStorageOptions options)
    {
        if (string.IsNullOrEmpty(options.ServiceRoleKey))
        {
            yield return "ServiceRoleKey is missing: set it in UseSupabaseStorage, in the configuration, or as SUPABASE_SERVICE_ROLE_KEY "
                + "or SUPABASE_SECRET_KEY.";
        }
        else if (!options.ServiceRoleKey.All(character => character is > ' ' and <= '~'))
        {
            yield return "ServiceRoleKey contains invalid characters: check for a space or a line break at its end.";
        }
        else if (!options.ServiceRoleKey.StartsWith("sb_", StringComparison.Ordinal) && options.ServiceRoleKey.Count('.'.Equals) != 2)
        {
            yield return "ServiceRoleKey is invalid: it must be a JWT, or begin with sb_secret_ or sb_publishable_.";
        }
    }

    private static IEnumerable<string> CheckBuckets(SupabaseStorageOptions options)
    {
        if (options.BucketMaxBytes < 1)
        {
            yield return $"BucketMaxBytes is {options.BucketMaxBytes}: it must be at least 1, or null.";
        }

        foreach (var type in options.BucketContentTypes.Where(type => !IsContentType(type)))
        {
            yield return $"BucketContentTypes contains '{type}': a content type must have the form image/png or image/*, without parameters.";
        }

        if (options.BucketContentTypes.Count > 0 && !options.BucketContentTypes.Any(type => type is "text/plain" or "text/*" or "*/*"))
        {
            yield return "BucketContentTypes must allow text/plain: the sweeper stores an object of this type in each bucket.";
        }

        var names = options.BucketMap.SelectMany(pair => (string[])[pair.Key, pair.Value]);
        foreach (var name in names.Where(name => !ObjectKey.IsValidBucket(name)))
        {
            yield return $"BucketMap contains '{name}': Storage does not allow this bucket name.";
        }
    }

    private static bool IsContentType(string type) =>
        type.Split('/') is [{ Length: > 0 } topLevelType, { Length: > 0 } subtype]
        && $"{topLevelType}{subtype}".All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '+' or '-' or '*' or '_');

    private static IEnumerable<string> CheckUploads(SupabaseStorageOptions options)
    {
        if (!IsCacheControl(options.CacheControl))
        {
            yield return $"CacheControl must have 1 to {MaxCacheControlLength} printable ASCII characters.";
        }

        if (options.UploadSessionFolder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            yield return "UploadSessionFolder is empty: it must be the path of a folder, or null.";
        }

        if (options.ResumableThresholdBytes < 1)
        {
            yield return $"ResumableThresholdBytes is {options.ResumableThresholdBytes}: it must be at least 1.";
        }

        if (options.ResumableChunkBytes is { } chunk && (chunk < ChunkBytesMultiple || chunk % ChunkBytesMultiple != 0))
        {
            yield return $"ResumableChunkBytes is {chunk}: it must be a multiple of {ChunkBytesMultiple}.";
        }
        else if (options.ResumableChunkBytes is { } hostedChunk and not HostedChunkBytes && IsHosted(options))
        {
            yield return $"ResumableChunkBytes is {hostedChunk}: hosted projects accept only {HostedChunkBytes}.";
        }
    }

    private static bool IsHosted(SupabaseStorageOptions options) =>
        options.StorageUrl is null && options.Url is { IsAbsoluteUri: true } && new StorageEndpoint(options).IsHosted;

    private static IEnumerable<string> CheckLimits(SupabaseStorageOptions options)
    {
        if (options.MaxConnections is < 1 or > 1_000)
        {
            yield return $"MaxConnections is {options.MaxConnections}: it must be between 1 and 1000.";
        }

        if (options.MaxRetries is < 0 or > 10)
        {
            yield return $"MaxRetries is {options.MaxRetries}: it must be between 0 and 10.";
        }

        if (options.StallTimeout < TimeSpan.FromSeconds(1) || options.StallTimeout > TimeSpan.FromMinutes(10))
        {
            yield return $"StallTimeout is {options.StallTimeout}: it must be between 00:00:01 and 00:10:00.";
        }
    }
}
