using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Keeps a video that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserVideo(KeepMedia keep)
{
    public Task<MediaItem> RunAsync(MediaUser user, VideoUpload upload, CancellationToken cancellationToken) => keep.RunAsync(
        user,
        upload,
        MediaKeeping.Of("upload_video", MediaKind.Video, upload, upload.Source, ObjectLayout.UploadedVideos),
        cancellationToken);
}
