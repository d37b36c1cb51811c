using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Changes an item's description: read, change, write if nobody else has meanwhile, else again.</summary>
internal sealed class UpdateMedia(IMediaCatalog catalog, IObjectStore store, ResolveUrls urls, TimeProvider time)
{
    private const int Tries = 32;

    public static DescriptiveFields Check(MediaChanges changes)
    {
        var fields = FieldNormalizer.Normalize(changes);
        var reasons = new RejectionReasons();
        FieldRules.All.Check(fields, reasons);
        reasons.ThrowIfAny();
        return fields;
    }

    public async Task<MediaItem?> RunAsync(MediaUser user, MediaId id, DescriptiveFields changes, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var found = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
            if (found is not [var item] || !AccessRule.MayChange(user, item.Owner))
            {
                return null;
            }

            await RequirePlaceAsync(item, changes.Visibility, cancellationToken).ConfigureAwait(false);
            if (await catalog.UpdateAsync(user, Update(item, changes), cancellationToken).ConfigureAwait(false) is { } changed)
            {
                return await urls.AfterWriteAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new MediaConflictException(
            MediaErrorCode.Busy, "The item is being changed by too many others at once.") { IsTransient = true };
    }

    // An object does not move when its item is made private: it must be in a private place already.
    private async Task RequirePlaceAsync(MediaItem item, Visibility? visibility, CancellationToken cancellationToken)
    {
        if (visibility is { } asked && asked != item.Visibility && item.Location is { } location
            && store.GetAbility<IObjectVisibility>() is { } places)
        {
            await places.RequireAsync(location, asked, cancellationToken).ConfigureAwait(false);
        }
    }

    private CatalogUpdate Update(MediaItem item, DescriptiveFields changes)
    {
        var metadata = MetadataWriter.Change(item.Metadata, changes);
        var reasons = new RejectionReasons();
        TagCount.CheckChange(item.Metadata, metadata, reasons);
        MetadataSize.CheckChange(item.Metadata, metadata, reasons);
        reasons.ThrowIfAny();

        // The time of change tells versions apart, so it grows even where the clock does not.
        var now = Microseconds.Truncate(time.GetUtcNow());
        var later = item.UpdatedAt.AddMicroseconds(1);
        return new(item.Id, item.UpdatedAt, now > later ? now : later, metadata, changes.Visibility ?? item.Visibility);
    }
}
