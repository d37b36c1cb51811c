using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Keeps an image that a user uploaded, an AI generated, or a stock provider gave.</summary>
internal sealed class UploadUserImage(KeepMedia keep)
{
    public Task<MediaItem> RunAsync(MediaUser user, ImageUpload upload, CancellationToken cancellationToken)
    {
        var check = new CheckFields();
        check.Source(upload.Source);
        return keep.RunAsync(
            user,
            upload,
            new()
            {
                Operation = "upload_image",
                Kind = MediaKind.Image,
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
        : ObjectLayout.UploadedImages;
}
