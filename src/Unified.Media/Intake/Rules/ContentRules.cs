namespace Unified.Media;

/// <summary>The rules for content, grouped by the step of the intake that checks them.</summary>
internal static class ContentRules
{
    /// <summary>The rules that are checked before the format is known.</summary>
    public static readonly IRule<UploadContext>[] Presence = [new NotEmpty()];

    /// <summary>The rules that are checked after the first bytes are read. Content that breaks one of them is not read any further.</summary>
    public static readonly IRule<UploadContext>[] Format = [new KnownFormat(), new KindMatches(), new AllowedContentTypes(), new MaxBytes()];

    /// <summary>The rules that are checked while bytes arrive.</summary>
    public static readonly IRule<UploadContext>[] Size = [new MaxBytes()];

    /// <summary>The rules that are checked after the last byte is received.</summary>
    public static readonly IRule<UploadContext>[] Length = [new DeclaredLength()];

    /// <summary>
    /// The rules that are checked after the header is read and before the content is scanned, so that a decompression bomb is not scanned.
    /// </summary>
    public static readonly IRule<UploadContext>[] Dimensions = [new MaxPixels(), new MaxSide()];

    /// <summary>The rules for values that only the scan determines: it counts frames and adds up their durations.</summary>
    public static readonly IRule<UploadContext>[] Playback = [new MaxFrames(), new MaxDuration()];

    /// <summary>All rules that are checked after the scan.</summary>
    public static readonly IRule<UploadContext>[] ScannedContent = [.. Dimensions, .. Playback];
}
