using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores a video that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserVideo(StoreMedia store)
{
    public Task<MediaItem> UploadAsync(MediaUser user, VideoUpload video, CancellationToken cancellationToken)
    {
        var request = new StoreMediaRequest(video)
        {
            FingerprintKind = FingerprintKind.UploadVideo,
            Kind = MediaKind.Video,
            SourceType = video.Source,
        };
        var upload = store.Begin(user, request, RequestRules.Upload);
        return store.StoreAsync(upload, ObjectLayout.For(request.Kind, request.SourceType, isEnhancement: false), cancellationToken);
    }
}
