namespace Unified.Media;

/// <summary>The rules for content, grouped by the step of the intake that checks them.</summary>
internal static class ContentRules
{
    /// <summary>Rules before the format is known.</summary>
    public static readonly IRule<UploadContext>[] Presence = [new NotEmpty()];

    /// <summary>Rules after the first bytes. Content that breaks one is not read any further.</summary>
    public static readonly IRule<UploadContext>[] Format = [new KnownFormat(), new KindMatches(), new AllowedContentTypes(), new MaxBytes()];

    /// <summary>Rules while bytes arrive.</summary>
    public static readonly IRule<UploadContext>[] Size = [new MaxBytes()];

    /// <summary>Rules after the last byte.</summary>
    public static readonly IRule<UploadContext>[] Length = [new DeclaredLength()];

    /// <summary>Rules after the header and before the scan, so that a decompression bomb is not scanned.</summary>
    public static readonly IRule<UploadContext>[] Dimensions = [new MaxPixels(), new MaxSide()];

    /// <summary>Rules after the scan, which counts frames and adds up their durations.</summary>
    public static readonly IRule<UploadContext>[] Playback = [new MaxFrames(), new MaxDuration()];

    /// <summary>All rules after the scan.</summary>
    public static readonly IRule<UploadContext>[] Facts = [.. Dimensions, .. Playback];
}
