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
        var origin = await FindOriginAsync(upload, cancellationToken).ConfigureAwait(false);
        var layout = ObjectLayout.For(request.Kind, origin, isEnhancement: true);
        return await store.StoreAsync(upload, layout, cancellationToken).ConfigureAwait(false);
    }

    // The source of the original; that of the enhancement itself where the user owns no such original.
    private async Task<SourceType> FindOriginAsync(UploadContext upload, CancellationToken cancellationToken)
    {
        // The catalog is not asked for an upload that is going to be rejected.
        if (upload.Reasons.Count > 0 || upload.User.Id is null || !MediaId.TryParse(upload.Request.OriginalMediaId, out var id))
        {
            return upload.Request.SourceType;
        }

        // Another owner's original, public or not, decides nothing here.
        var originals = await catalog.FindAsync(upload.User, [id], cancellationToken).ConfigureAwait(false);
        return originals is [var original] && AccessRule.MayChange(upload.User, original.Owner) ? original.SourceType : upload.Request.SourceType;
    }
}
