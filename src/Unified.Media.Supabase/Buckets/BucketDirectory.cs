using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>
/// What is known about buckets: read at the start, and again when it has become old. Read as the service, never as a user.
/// </summary>
internal sealed class BucketDirectory(StorageTransport transport, SupabaseStorageOptions options, ILogger logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    // Text is the type of the mark that says whose bucket it is.
    private static readonly string[] StoredTypes = [.. MediaFormat.All.Select(format => format.ContentType), "text/plain"];

    private readonly ConcurrentDictionary<string, (SupabaseBucketSettings? Settings, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>What was known at the last look, without asking; null for nothing.</summary>
    public SupabaseBucketSettings? Known(string bucket) => _known.TryGetValue(bucket, out var entry) ? entry.Settings : null;

    /// <summary>The settings of a bucket; null when there is none, or nothing can be told about it.</summary>
    public async ValueTask<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken) =>
        _known.TryGetValue(bucket, out var entry) && transport.Time.GetElapsedTime(entry.ReadAt) < Fresh
            ? entry.Settings
            : await ReadAsync(bucket, cancellationToken).ConfigureAwait(false);

    public async Task<SupabaseBucketSettings?> ReadAsync(string bucket, CancellationToken cancellationToken)
    {
        ObjectKey.RequireBucket(bucket);
        var settings = await AskAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? await GuessAsync(bucket, cancellationToken).ConfigureAwait(false);
        _known[bucket] = (settings, transport.Time.GetTimestamp());
        return settings;
    }

    /// <summary>Reads a bucket, and makes it when it is missing. One that is there stays as it is.</summary>
    public async Task<SupabaseBucketSettings> EnsureAsync(string bucket, CancellationToken cancellationToken)
    {
        if (await ReadAsync(bucket, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var call = new StorageCall(HttpMethod.Post, "/bucket", "make the bucket")
        {
            Content = _ => SupabaseContent.Of(Wanted(bucket), SupabaseJson.Default.NewBucketBody),
            IsService = true,
            IsWrite = true,
        };
        var state = new StorageCallState(call);
        try
        {
            await transport.TryAsync(state, static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
            Log.BucketMade(logger, bucket);
        }
        catch (StorageFault fault) when (fault.Kind == StorageFaultKind.Conflict)
        {
            // Another process was faster, or an earlier try of ours.
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }

        return await ReadAsync(bucket, cancellationToken).ConfigureAwait(false)
            ?? throw new MediaProviderException(SupabaseErrors.Provider, $"The bucket '{bucket}' was made, but is not there.", null);
    }

    private NewBucketBody Wanted(string bucket) => new(bucket, bucket, Public: false)
    {
        FileSizeLimit = options.BucketMaxBytes,
        AllowedMimeTypes = options.BucketContentTypes switch
        {
            { Count: 0 } => StoredTypes,

            // Storage compares it letter by letter, and no type is called so.
            var types when types.Contains("*/*") => null,
            var types => [.. types],
        },
    };

    private async Task<SupabaseBucketSettings?> AskAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, $"/bucket/{ObjectKey.Encode(bucket)}", "read the bucket's settings")
        {
            IsService = true,
        };
        var state = new StorageCallState(call);
        try
        {
            return await transport.TryAsync(state, ParseAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind is StorageFaultKind.NoBucket or StorageFaultKind.NoObject)
        {
            return null;
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }

    // Keys without the right to see buckets can still tell a public one: it says of an object that it is not there.
    private async Task<SupabaseBucketSettings?> GuessAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(
            HttpMethod.Get, $"/object/info/public/{ObjectKey.Encode(bucket)}/unified-media/none", "look at the bucket")
        {
            IsSigned = true,
        };
        var state = new StorageCallState(call);
        try
        {
            await transport.TryAsync(state, static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind is StorageFaultKind.NoBucket or StorageFaultKind.Refused
            or StorageFaultKind.NoRoute or StorageFaultKind.Other)
        {
            return null;
        }
        catch (StorageFault fault) when (fault.Kind is not StorageFaultKind.NoObject)
        {
            throw StorageTransport.Translate(fault, state);
        }
        catch (StorageFault)
        {
            // There is a public bucket, without this object.
        }

        return new(bucket, IsPublic: true, null, null);
    }

    private static async ValueTask<SupabaseBucketSettings?> ParseAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await SupabaseContent.ReadAsync(answer, SupabaseJson.Default.BucketBody, cancellationToken).ConfigureAwait(false);
        return new(body.Id, body.Public, body.FileSizeLimit, body.AllowedMimeTypes);
    }
}
