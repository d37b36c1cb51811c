namespace Unified.Media;

/// <summary>
/// The operation as a part of the idempotency fingerprint. Ledgers store the digests, so a value never changes: with another value, a retry
/// after an upgrade would be rejected as a different request.
/// </summary>
internal static class FingerprintKind
{
    public const string UploadImage = "upload_image";
    public const string UploadVideo = "upload_video";
    public const string SaveEnhanced = "save_enhanced";

    /// <summary>Gets the same value for an upload whose content decides the kind as for an upload of that kind.</summary>
    public static string For(MediaKind kind, bool isEnhancement) =>
        isEnhancement ? SaveEnhanced : kind == MediaKind.Video ? UploadVideo : UploadImage;
}
