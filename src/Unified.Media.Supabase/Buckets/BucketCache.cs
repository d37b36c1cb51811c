using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Caches the settings of buckets for five minutes. The settings are read with the configured key, for the first time when the host starts.
/// </summary>
internal sealed class BucketCache(BucketApi api, IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<BucketCache> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    // The sweeper stores a plain text object in each bucket, which identifies the catalog that the bucket belongs to.
    private static readonly string[] DefaultContentTypes = [.. MediaFormat.All.Select(format => format.ContentType), "text/plain"];

    private readonly ConcurrentDictionary<string, (SupabaseBucketSettings? Settings, long ReadAt)> _cache = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns the cached settings of a bucket without a call, even if they are older than five minutes; null when none are cached.
    /// </summary>
    public SupabaseBucketSettings? GetCached(string bucket) => _cache.TryGetValue(bucket, out var entry) ? entry.Settings : null;

    /// <summary>
    /// Gets the settings of a bucket; null when the bucket does not exist, or when it is private and the key cannot read its settings.
    /// </summary>
    public async ValueTask<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken) =>
        _cache.TryGetValue(bucket, out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge
            ? entry.Settings
            : await RefreshAsync(bucket, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the settings of a bucket from Storage, and caches them. Returns null in the same cases as <see cref="FindAsync"/>.</summary>
    public async Task<SupabaseBucketSettings?> RefreshAsync(string bucket, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalidBucket(bucket);
        var settings = await api.FindAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? await ProbeAsync(bucket, cancellationToken).ConfigureAwait(false);
        _cache[bucket] = (settings, time.GetTimestamp());
        return settings;
    }

    /// <summary>Gets the settings of a bucket. Creates the bucket if it does not exist, and never changes an existing one.</summary>
    public async Task<SupabaseBucketSettings> EnsureAsync(string bucket, CancellationToken cancellationToken)
    {
        if (await RefreshAsync(bucket, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            return existing;
        }

        // Returns false when another process, or an earlier attempt of this call, has created the bucket.
        if (await api.CreateAsync(CreateRequest(bucket), cancellationToken).ConfigureAwait(false))
        {
            Log.BucketCreated(logger, bucket);
        }

        return await RefreshAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? throw SupabaseErrors.Failed($"The bucket '{bucket}' was created, but cannot be found.");
    }

    private CreateBucketRequest CreateRequest(string bucket) => new(bucket, bucket, Public: false)
    {
        FileSizeLimit = options.Value.BucketMaxBytes,
        AllowedMimeTypes = options.Value.BucketContentTypes switch
        {
            { Count: 0 } => DefaultContentTypes,

            // Storage compares this pattern literally, so it would reject every content type.
            var types when types.Contains("*/*") => null,
            var types => [.. types],
        },
    };

    // Even a key without permission to read buckets can determine whether a bucket is public.
    private async Task<SupabaseBucketSettings?> ProbeAsync(string bucket, CancellationToken cancellationToken) =>
        await api.IsPublicAsync(bucket, cancellationToken).ConfigureAwait(false)
            ? new() { Name = bucket, IsPublic = true }
            : null;
}
