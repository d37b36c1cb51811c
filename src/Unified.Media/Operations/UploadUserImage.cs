using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores an image that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserImage(StoreMedia store)
{
    public Task<MediaItem> UploadAsync(MediaUser user, ImageUpload image, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(image)
        {
            FingerprintKind = FingerprintKind.UploadImage,
            Kind = MediaKind.Image,
            SourceType = image.Source,
        };
        var upload = store.Begin(user, request, RequestRules.Upload);
        return store.StoreAsync(upload, ObjectLayout.For(request.Kind, request.SourceType, isEnhancement: false), cancellationToken);
    }
}
