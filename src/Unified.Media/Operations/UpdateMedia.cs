using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Changes an item's fields by compare-and-set: reads the item, writes the change, and repeats both after a concurrent change.</summary>
internal sealed class UpdateMedia(IMediaCatalog catalog, IObjectStore store, ResolveUrls urls, TimeProvider time)
{
    private const int MaxAttempts = 32;

    public static DescriptiveFields Validate(MediaChanges changes)
    {
        var fields = FieldNormalizer.Normalize(changes);
        var reasons = new RejectionReasons();
        FieldRules.All.Check(fields, reasons);
        reasons.ThrowIfAny();
        return fields;
    }

    public async Task<MediaItem?> UpdateAsync(MediaUser user, MediaId id, DescriptiveFields changes, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var items = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
            if (items is not [var item] || !AccessRule.CanChange(user, item.Owner))
            {
                return null;
            }

            await EnsureBucketAllowsAsync(item, changes.Visibility, cancellationToken).ConfigureAwait(false);
            if (await catalog.UpdateAsync(user, CreateUpdate(item, changes), cancellationToken).ConfigureAwait(false) is { } changed)
            {
                return await urls.ResolveAfterWriteAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new MediaConflictException(
            "Too many concurrent changes of the item. Retry later.") { Code = MediaErrorCode.Busy, IsTransient = true };
    }

    // A change of visibility does not move the object, so its bucket must already allow the new visibility.
    private async Task EnsureBucketAllowsAsync(MediaItem item, Visibility? visibility, CancellationToken cancellationToken)
    {
        if (visibility is { } newVisibility && newVisibility != item.Visibility && item.Location is { } location
            && store.GetAbility<IObjectVisibility>() is { } bucketRule)
        {
            await bucketRule.EnsureAllowedAsync(location, newVisibility, cancellationToken).ConfigureAwait(false);
        }
    }

    private CatalogUpdate CreateUpdate(MediaItem item, DescriptiveFields changes)
    {
        var metadata = MetadataWriter.Change(item.Metadata, changes);
        var reasons = new RejectionReasons();
        TagCount.CheckChange(item.Metadata, metadata, reasons);
        MetadataSize.CheckChange(item.Metadata, metadata, reasons);
        reasons.ThrowIfAny();

        // UpdatedAt is the version of the item, so it must increase even when the clock does not.
        var now = Microseconds.Truncate(time.GetUtcNow());
        var minUpdatedAt = item.UpdatedAt.AddMicroseconds(1);
        return new()
        {
            Id = item.Id,
            ExpectedUpdatedAt = item.UpdatedAt,
            UpdatedAt = now > minUpdatedAt ? now : minUpdatedAt,
            Metadata = metadata,
            Visibility = changes.Visibility ?? item.Visibility,
        };
    }
}
