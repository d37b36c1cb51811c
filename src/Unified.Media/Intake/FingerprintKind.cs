namespace Unified.Media;

/// <summary>
/// The operation as a part of the idempotency fingerprint. Ledgers keep the digests, so a value never changes: with another one, a request
/// that is repeated after an upgrade would be refused as a different request.
/// </summary>
internal static class FingerprintKind
{
    public const string UploadImage = "upload_image";
    public const string UploadVideo = "upload_video";
    public const string SaveEnhanced = "save_enhanced";
}
