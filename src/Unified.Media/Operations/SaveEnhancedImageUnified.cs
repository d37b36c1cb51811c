using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores an AI-enhanced image. Enhancements of AI generations go to the bucket of the generations.</summary>
internal sealed class SaveEnhancedImageUnified(StoreMedia store, IMediaCatalog catalog)
{
    public async Task<MediaItem> SaveAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(image)
        {
            Kind = MediaKind.Image,
            SourceType = SourceType.Enhanced,
            EnhancementType = FieldNormalizer.Text(image.EnhancementType),
            OriginalMediaId = image.OriginalMediaId,
        };
        var upload = store.Begin(user, request, RequestRules.Enhancement);
        var origin = await FindOriginAsync(upload, cancellationToken).ConfigureAwait(false);
        return await store.StoreAsync(upload, origin, cancellationToken).ConfigureAwait(false);
    }

    // The source type of the original; that of the enhancement itself where the user owns no such original.
    private async Task<SourceType> FindOriginAsync(UploadContext upload, CancellationToken cancellationToken)
    {
        // An upload that will be rejected needs no query.
        if (upload.Reasons.Count > 0 || upload.User.Id is null || !MediaId.TryParse(upload.Request.OriginalMediaId, out var id))
        {
            return upload.Request.SourceType;
        }

        // Another owner's original does not count, even when it is public.
        var originals = await catalog.FindAsync(upload.User, [id], cancellationToken).ConfigureAwait(false);
        return originals is [var original] && AccessRule.CanChange(upload.User, original.Owner) ? original.SourceType : upload.Request.SourceType;
    }
}
