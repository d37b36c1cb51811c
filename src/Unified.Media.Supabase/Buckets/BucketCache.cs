using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Remembers what buckets allow: read at the start, and again when it has become old. Read as the service, never as a user.
/// </summary>
internal sealed class BucketCache(BucketApi api, IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<BucketCache> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    // Text is the type of the mark that says whose bucket it is.
    private static readonly string[] StoredTypes = [.. MediaFormat.All.Select(format => format.ContentType), "text/plain"];

    private readonly ConcurrentDictionary<string, (SupabaseBucketSettings? Settings, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>Returns what was known at the last look, without a call; null when nothing was.</summary>
    public SupabaseBucketSettings? Known(string bucket) => _known.TryGetValue(bucket, out var entry) ? entry.Settings : null;

    /// <summary>The settings of a bucket; null when there is none, or nothing can be told about it.</summary>
    public async ValueTask<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken) =>
        _known.TryGetValue(bucket, out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge
            ? entry.Settings
            : await ReadAsync(bucket, cancellationToken).ConfigureAwait(false);

    public async Task<SupabaseBucketSettings?> ReadAsync(string bucket, CancellationToken cancellationToken)
    {
        ObjectKey.RequireBucket(bucket);
        var settings = await api.FindAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? await GuessAsync(bucket, cancellationToken).ConfigureAwait(false);
        _known[bucket] = (settings, time.GetTimestamp());
        return settings;
    }

    /// <summary>Reads a bucket, and makes it when it is missing. One that is there stays as it is.</summary>
    public async Task<SupabaseBucketSettings> EnsureAsync(string bucket, CancellationToken cancellationToken)
    {
        if (await ReadAsync(bucket, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        // Where it is there already, another process was faster, or an earlier try of ours.
        if (await api.CreateAsync(Wanted(bucket), cancellationToken).ConfigureAwait(false))
        {
            Log.BucketMade(logger, bucket);
        }

        return await ReadAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? throw new MediaProviderException($"The bucket '{bucket}' was made, but is not there.", SupabaseErrors.Provider);
    }

    private CreateBucketRequest Wanted(string bucket) => new(bucket, bucket, Public: false)
    {
        FileSizeLimit = options.Value.BucketMaxBytes,
        AllowedMimeTypes = options.Value.BucketContentTypes switch
        {
            { Count: 0 } => StoredTypes,

            // Storage compares it letter by letter, and no type is called so.
            var types when types.Contains("*/*") => null,
            var types => [.. types],
        },
    };

    // Keys without the right to see buckets can still tell a public one.
    private async Task<SupabaseBucketSettings?> GuessAsync(string bucket, CancellationToken cancellationToken) =>
        await api.IsPublicAsync(bucket, cancellationToken).ConfigureAwait(false) ? new(bucket, IsPublic: true, null, null) : null;
}
