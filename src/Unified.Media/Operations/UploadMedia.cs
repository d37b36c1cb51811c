namespace Unified.Media;

/// <summary>Stores an image or a video that a user uploaded, an AI generated, or a stock provider supplied.</summary>
internal sealed class UploadMedia(StoreMedia storeMedia)
{
    /// <param name="user">The owner of the new item.</param>
    /// <param name="upload">The content and its fields.</param>
    /// <param name="kind">The only kind to accept; null accepts both kinds.</param>
    /// <param name="cancellationToken">Cancels the upload until its object is stored.</param>
    public Task<MediaItem> UploadAsync(MediaUser user, MediaUpload upload, MediaKind? kind, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(upload) { Kind = kind, SourceType = upload.Source };
        return storeMedia.StoreAsync(storeMedia.Begin(user, request, RequestRules.Upload), request.SourceType, cancellationToken);
    }
}
