using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <inheritdoc cref="IMediaSweeper"/>
internal sealed class MediaSweeper(IObjectStore store, IMediaCatalog catalog, ILogger<MediaSweeper> logger) : IMediaSweeper
{
    private const int BatchSize = 500;
    private const int MaxUnconfirmedDeletes = 100;

    public async Task<SweepPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        using var activity = MediaActivities.Start("sweep_plan");
        var listing = store.GetAbility<IObjectListing>()
            ?? throw new MediaProviderException(
                "The object store cannot list its objects, so it cannot be swept.", store.ProviderName) { Code = MediaErrorCode.NotSupported };
        long scanned = 0;
        var unreferenced = new List<ObjectLocation>();
        foreach (var bucket in GetBuckets())
        {
            var batch = new List<ObjectLocation>(BatchSize);
            await foreach (var stored in listing.ListAsync(bucket, "", cancellationToken).ConfigureAwait(false))
            {
                if (!ObjectLayout.Recognizes(stored.Location))
                {
                    continue;
                }

                scanned++;
                batch.Add(stored.Location);
                if (batch.Count == BatchSize)
                {
                    unreferenced.AddRange(await catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false));
                    batch.Clear();
                }
            }

            if (batch.Count > 0)
            {
                unreferenced.AddRange(await catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false));
            }
        }

        return new() { Scanned = scanned, Unreferenced = unreferenced };
    }

    public async Task<SweepReport> SweepAsync(SweepPlan plan, bool confirmMany = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var activity = MediaActivities.Start("sweep");
        if (!confirmMany && plan.Unreferenced.Count > MaxUnconfirmedDeletes && plan.Unreferenced.Count * 100L > plan.Scanned)
        {
            throw new MediaConflictException(
                $"{plan.Unreferenced.Count} of {plan.Scanned} objects would be deleted. "
                + "Check that catalog and object store belong together, then confirm.") { Code = MediaErrorCode.SweepTooLarge };
        }

        foreach (var bucket in plan.Unreferenced.Select(location => location.Bucket).Distinct(StringComparer.Ordinal))
        {
            await EnsureBucketMarkerAsync(bucket, cancellationToken).ConfigureAwait(false);
        }

        var deleted = 0;
        foreach (var batch in plan.Unreferenced.Chunk(BatchSize))
        {
            var unreferenced = await catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false);
            deleted += await DeleteAsync([.. unreferenced.Where(ObjectLayout.Recognizes)], cancellationToken).ConfigureAwait(false);
        }

        Log.Swept(logger, plan.Scanned, deleted);
        return new() { Scanned = plan.Scanned, Deleted = deleted };
    }

    private async Task<int> DeleteAsync(ObjectLocation[] locations, CancellationToken cancellationToken)
    {
        if (locations.Length > 1 && store.GetAbility<IObjectBatchDelete>() is { } batchDelete)
        {
            foreach (var batch in locations.Chunk(batchDelete.MaxBatchSize))
            {
                var results = await batchDelete.DeleteManyAsync(batch, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (results.FirstOrDefault(result => !result.IsGone) is { Error: { } error })
                {
                    ExceptionDispatchInfo.Throw(error);
                }
            }
        }
        else
        {
            foreach (var location in locations)
            {
                await store.DeleteAsync(location, cancellationToken).ConfigureAwait(false);
            }
        }

        return locations.Length;
    }

    private static IEnumerable<string> GetBuckets() => ObjectLayout.All.Select(layout => layout.Bucket).Distinct(StringComparer.Ordinal);

    // The marker is an object with the id of the catalog. Without it, a restored backup or a wrong connection string could empty a bucket.
    private async Task EnsureBucketMarkerAsync(string bucket, CancellationToken cancellationToken)
    {
        var catalogId = (await catalog.GetCatalogIdAsync(cancellationToken).ConfigureAwait(false)).ToString("D");
        var marker = new ObjectLocation(bucket, "unified-media/catalog-id");
        var storedId = await ReadMarkerAsync(marker, cancellationToken).ConfigureAwait(false);
        if (storedId is null)
        {
            try
            {
                var body = ObjectBody.FromBytes(Encoding.ASCII.GetBytes(catalogId));
                await store.PutAsync(marker, body, new() { ContentType = "text/plain" }, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (MediaConflictException)
            {
                storedId = await ReadMarkerAsync(marker, cancellationToken).ConfigureAwait(false);
            }
        }

        if (storedId != catalogId)
        {
            throw new MediaConflictException(
                $"The bucket '{bucket}' has the marker of another catalog. Nothing was deleted.") { Code = MediaErrorCode.ForeignBucket };
        }
    }

    private async Task<string?> ReadMarkerAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(location, new(0, 64), cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using var contentScope = content.ConfigureAwait(false);
        using var reader = new StreamReader(content.Stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
