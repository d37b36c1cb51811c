namespace Unified.Media;

/// <summary>
/// The operation as a part of the idempotency fingerprint. Ledgers store the digests, so a value never changes: with another one, a
/// request that is repeated after an upgrade would be rejected as a different request.
/// </summary>
internal static class FingerprintKind
{
    public const string UploadImage = "upload_image";
    public const string UploadVideo = "upload_video";
    public const string SaveEnhanced = "save_enhanced";
}
