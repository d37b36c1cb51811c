using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores an AI-enhanced image. An enhancement of an AI generation is stored in the bucket of AI generations.</summary>
internal sealed class SaveEnhancedImageUnified(StoreMedia storeMedia, IMediaCatalog catalog)
{
    public async Task<MediaItem> SaveAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(image)
        {
            Kind = MediaKind.Image,
            SourceType = SourceType.Enhanced,
            EnhancementType = FieldNormalizer.NormalizeText(image.EnhancementType),
            OriginalMediaId = image.OriginalMediaId,
        };
        var upload = storeMedia.Begin(user, request, RequestRules.Enhancement);
        var layoutSource = await FindLayoutSourceAsync(upload, cancellationToken).ConfigureAwait(false);
        return await storeMedia.StoreAsync(upload, layoutSource, cancellationToken).ConfigureAwait(false);
    }

    // Returns the source type of the original, or the source type of the enhancement if the user does not own the original.
    private async Task<SourceType> FindLayoutSourceAsync(UploadContext upload, CancellationToken cancellationToken)
    {
        // An upload that will be rejected needs no query.
        if (upload.Reasons.Count > 0 || upload.User.Id is null || !MediaId.TryParse(upload.Request.OriginalMediaId, out var id))
        {
            return upload.Request.SourceType;
        }

        // An original of another owner is ignored, even if it is public.
        var originals = await catalog.FindAsync(upload.User, [id], cancellationToken).ConfigureAwait(false);
        return originals is [var original] && AccessRule.CanChange(upload.User, original.Owner) ? original.SourceType : upload.Request.SourceType;
    }
}
