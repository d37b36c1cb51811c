namespace Unified.Media;

/// <summary>
/// The names of operations in idempotency fingerprints. Do not change a value: the ledger stores fingerprints, so after an upgrade a retry would be
/// rejected as a different request.
/// </summary>
internal static class FingerprintKind
{
    public const string UploadImage = "upload_image";
    public const string UploadVideo = "upload_video";
    public const string SaveEnhanced = "save_enhanced";

    /// <summary>
    /// Returns the name for the kind of the content, so that <c>UploadMediaAsync</c> with an image has the same name as <c>UploadUserImageAsync</c>.
    /// </summary>
    public static string For(MediaKind kind, bool isEnhancement) =>
        isEnhancement ? SaveEnhanced : kind == MediaKind.Video ? UploadVideo : UploadImage;
}
