using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Caches the settings of buckets. They are read when the host starts, and again after five minutes, with the configured key.
/// </summary>
internal sealed class BucketCache(BucketApi api, IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<BucketCache> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    // The sweeper's marker, which names the catalog that a bucket belongs to, is plain text.
    private static readonly string[] DefaultContentTypes = [.. MediaFormat.All.Select(format => format.ContentType), "text/plain"];

    private readonly ConcurrentDictionary<string, (SupabaseBucketSettings? Settings, long ReadAt)> _cache = new(StringComparer.Ordinal);

    /// <summary>Returns the settings that were last read, without a call; null when none were.</summary>
    public SupabaseBucketSettings? GetCached(string bucket) => _cache.TryGetValue(bucket, out var entry) ? entry.Settings : null;

    /// <summary>Gets the settings of a bucket; null when it does not exist, or its settings cannot be read.</summary>
    public async ValueTask<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken) =>
        _cache.TryGetValue(bucket, out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge
            ? entry.Settings
            : await ReadAsync(bucket, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the settings of a bucket anew; null when it does not exist, or its settings cannot be read.</summary>
    public async Task<SupabaseBucketSettings?> ReadAsync(string bucket, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalidBucket(bucket);
        var settings = await api.FindAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? await ProbeAsync(bucket, cancellationToken).ConfigureAwait(false);
        _cache[bucket] = (settings, time.GetTimestamp());
        return settings;
    }

    /// <summary>Reads the settings of a bucket, and creates the bucket when it is missing. An existing bucket is not changed.</summary>
    public async Task<SupabaseBucketSettings> EnsureAsync(string bucket, CancellationToken cancellationToken)
    {
        if (await ReadAsync(bucket, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        // False where another process, or an earlier attempt of this one, has created the bucket.
        if (await api.CreateAsync(CreateRequest(bucket), cancellationToken).ConfigureAwait(false))
        {
            Log.BucketCreated(logger, bucket);
        }

        return await ReadAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? throw SupabaseErrors.Failed($"The bucket '{bucket}' was created, but cannot be found.");
    }

    private CreateBucketRequest CreateRequest(string bucket) => new(bucket, bucket, Public: false)
    {
        FileSizeLimit = options.Value.BucketMaxBytes,
        AllowedMimeTypes = options.Value.BucketContentTypes switch
        {
            { Count: 0 } => DefaultContentTypes,

            // Storage would compare this pattern literally, so that it would match no content type.
            var types when types.Contains("*/*") => null,
            var types => [.. types],
        },
    };

    // A key without the right to read buckets can still find out whether a bucket is public.
    private async Task<SupabaseBucketSettings?> ProbeAsync(string bucket, CancellationToken cancellationToken) =>
        await api.IsPublicAsync(bucket, cancellationToken).ConfigureAwait(false)
            ? new() { Name = bucket, IsPublic = true }
            : null;
}
