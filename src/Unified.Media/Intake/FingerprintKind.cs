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

    /// <summary>Returns the value for the kind of the content: the same for <c>UploadMediaAsync</c> and for the operation of that kind.</summary>
    public static string For(MediaKind kind, bool isEnhancement) =>
        isEnhancement ? SaveEnhanced : kind == MediaKind.Video ? UploadVideo : UploadImage;
}
