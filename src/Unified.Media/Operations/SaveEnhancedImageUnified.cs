using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores an AI-enhanced image beside what it was made from: enhanced AI generations stay with the generations.</summary>
internal sealed class SaveEnhancedImageUnified(StoreMedia store, IMediaCatalog catalog)
{
    public async Task<MediaItem> SaveAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(image)
        {
            FingerprintKind = FingerprintKind.SaveEnhanced,
            Kind = MediaKind.Image,
            SourceType = SourceType.Enhanced,
            EnhancementType = FieldNormalizer.Text(image.EnhancementType),
            OriginalMediaId = image.OriginalMediaId,
        };
        var upload = store.Begin(user, request, RequestRules.Enhancement);
        var layout = await LayoutAsync(upload, cancellationToken).ConfigureAwait(false);
        return await store.StoreAsync(upload, layout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ObjectLayout> LayoutAsync(UploadContext upload, CancellationToken cancellationToken)
    {
        // The catalog is not asked for an upload that is going to be rejected.
        if (upload.Reasons.Count > 0 || upload.User.Id is null || !MediaId.TryParse(upload.Request.OriginalMediaId, out var id))
        {
            return ObjectLayout.Enhanced;
        }

        // Another owner's original, public or not, decides nothing here.
        var originals = await catalog.FindAsync(upload.User, [id], cancellationToken).ConfigureAwait(false);
        return originals.Any(original => original.SourceType == SourceType.Playground && AccessRule.MayChange(upload.User, original.Owner))
            ? ObjectLayout.EnhancedGenerated
            : ObjectLayout.Enhanced;
    }
}
