using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Finds objects that no ledger row names, and erases them: what a store kept of a put that was reported failed, or what was left behind by
/// hand. Only keys that the library itself composes are ever touched, and only in buckets that carry this catalog's mark. Look at the plan
/// first; then sweep it.
/// </summary>
public sealed class MediaSweeper
{
    private const int BatchSize = 500;
    private const int UnconfirmedDeleteLimit = 100;

    private readonly IObjectStore _store;
    private readonly IMediaCatalog _catalog;
    private readonly ILogger<MediaSweeper> _logger;

    internal MediaSweeper(IObjectStore store, IMediaCatalog catalog, ILogger<MediaSweeper> logger)
    {
        _store = store;
        _catalog = catalog;
        _logger = logger;
    }

    /// <summary>The dry run: looks at every bucket and erases nothing.</summary>
    /// <exception cref="MediaProviderException">The object store cannot enumerate (<c>not_supported</c>), or a driver failed.</exception>
    public async Task<SweepPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        using var activity = MediaActivities.Start("sweep_plan");
        var listing = _store.GetAbility<IObjectListing>()
            ?? throw new MediaProviderException(
                MediaErrorCode.NotSupported, _store.ProviderName, "The object store cannot enumerate its objects, so it cannot be swept.", null);
        long seen = 0;
        var unreferenced = new List<ObjectLocation>();
        foreach (var bucket in Buckets())
        {
            var batch = new List<ObjectLocation>(BatchSize);
            await foreach (var found in listing.ListAsync(bucket, "", cancellationToken).ConfigureAwait(false))
            {
                if (!ObjectLayout.Recognizes(found.Location))
                {
                    continue;
                }

                seen++;
                batch.Add(found.Location);
                if (batch.Count == BatchSize)
                {
                    unreferenced.AddRange(await _catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false));
                    batch.Clear();
                }
            }

            if (batch.Count > 0)
            {
                unreferenced.AddRange(await _catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false));
            }
        }

        return new(seen, unreferenced);
    }

    /// <summary>
    /// Erases what the plan found, after asking the catalog again. A plan of more than 100 objects and more than 1 % of all that was seen
    /// is
    /// refused: that is rather a wrong connection than rubbish.
    /// </summary>
    /// <param name="plan">What <see cref="PlanAsync"/> found.</param>
    /// <param name="confirmMany">Sweeps also a plan that would be refused for its size.</param>
    /// <param name="cancellationToken">Stops between two objects, or two batches of them.</param>
    /// <exception cref="MediaConflictException">
    /// <c>sweep_too_large</c>: the plan is too large and was not confirmed. <c>foreign_bucket</c>: a bucket carries another catalog's mark.
    /// Nothing was erased.
    /// </exception>
    public async Task<SweepReport> SweepAsync(SweepPlan plan, bool confirmMany = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var activity = MediaActivities.Start("sweep");
        if (!confirmMany && plan.Unreferenced.Count > UnconfirmedDeleteLimit && plan.Unreferenced.Count * 100L > plan.Seen)
        {
            throw new MediaConflictException(
                MediaErrorCode.SweepTooLarge,
                $"{plan.Unreferenced.Count} of {plan.Seen} objects would be erased. Check that catalog and object store belong together, then confirm.");
        }

        foreach (var bucket in plan.Unreferenced.Select(location => location.Bucket).Distinct(StringComparer.Ordinal))
        {
            await EnsureOwnAsync(bucket, cancellationToken).ConfigureAwait(false);
        }

        var erased = 0;
        foreach (var batch in plan.Unreferenced.Chunk(BatchSize))
        {
            var unreferenced = await _catalog.FindUnreferencedAsync(batch, cancellationToken).ConfigureAwait(false);
            erased += await DeleteAsync([.. unreferenced.Where(ObjectLayout.Recognizes)], cancellationToken).ConfigureAwait(false);
        }

        Log.Swept(_logger, plan.Seen, erased);
        return new(plan.Seen, erased);
    }

    private async Task<int> DeleteAsync(ObjectLocation[] locations, CancellationToken cancellationToken)
    {
        if (locations.Length > 1 && _store.GetAbility<IObjectBatchDelete>() is { } batchDelete)
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
                await _store.DeleteAsync(location, cancellationToken).ConfigureAwait(false);
            }
        }

        return locations.Length;
    }

    private static IEnumerable<string> Buckets() => ObjectLayout.All.Select(layout => layout.Bucket).Distinct(StringComparer.Ordinal);

    // The mark says whose bucket it is: a catalog that was restored elsewhere, or a wrong connection, must not empty it.
    private async Task EnsureOwnAsync(string bucket, CancellationToken cancellationToken)
    {
        var own = (await _catalog.GetCatalogIdAsync(cancellationToken).ConfigureAwait(false)).ToString("D");
        var mark = new ObjectLocation(bucket, "unified-media/catalog-id");
        var found = await ReadAsync(mark, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            try
            {
                var body = ObjectBody.FromBytes(Encoding.ASCII.GetBytes(own));
                await _store.PutAsync(mark, body, new("text/plain"), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (MediaConflictException)
            {
                found = await ReadAsync(mark, cancellationToken).ConfigureAwait(false);
            }
        }

        if (found != own)
        {
            throw new MediaConflictException(
                MediaErrorCode.ForeignBucket, $"The bucket '{bucket}' carries the mark of another catalog: nothing was erased.");
        }
    }

    private async Task<string?> ReadAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var content = await _store.OpenReadAsync(location, new(0, 64), cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using var contentScope = content.ConfigureAwait(false);
        using var reader = new StreamReader(content.Stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
