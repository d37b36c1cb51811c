using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Keeps a video that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserVideo(KeepMedia keep)
{
    public Task<MediaItem> RunAsync(MediaUser user, VideoUpload upload, CancellationToken cancellationToken)
    {
        var check = new CheckFields();
        check.Source(upload.Source);
        return keep.RunAsync(
            user,
            upload,
            new()
            {
                Operation = "upload_video",
                Kind = MediaKind.Video,
                SourceType = upload.Source,
                Layout = LayoutOf(upload.Source),
                Fields = check.Check(upload),
                IdempotencyKey = check.IdempotencyKey(upload.IdempotencyKey),
                Reasons = check.Reasons,
            },
            cancellationToken);
    }

    private static ObjectLayout LayoutOf(SourceType source) =>
        source == SourceType.Playground ? ObjectLayout.Generated
        : source == SourceType.Stock ? ObjectLayout.Stock
        : ObjectLayout.UploadedVideos;
}
