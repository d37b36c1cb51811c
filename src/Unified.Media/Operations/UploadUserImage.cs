using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Keeps an image that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserImage(KeepMedia keep)
{
    public Task<MediaItem> RunAsync(MediaUser user, ImageUpload upload, CancellationToken cancellationToken) => keep.RunAsync(
        user,
        upload,
        MediaKeeping.Of("upload_image", MediaKind.Image, upload, upload.Source, ObjectLayout.UploadedImages),
        cancellationToken);
}
