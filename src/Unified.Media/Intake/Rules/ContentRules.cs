namespace Unified.Media;

/// <summary>The rules for content, by the moment at which enough of the content is known to check them.</summary>
internal static class ContentRules
{
    /// <summary>Before anything: there is content at all.</summary>
    public static readonly IRule<UploadContext>[] Presence = [new NotEmpty()];

    /// <summary>After the first bytes: content that can never become acceptable is not read any further.</summary>
    public static readonly IRule<UploadContext>[] Format = [new KnownFormat(), new KindMatches(), new AllowedContentTypes(), new MaxBytes()];

    /// <summary>While bytes arrive.</summary>
    public static readonly IRule<UploadContext>[] Size = [new MaxBytes()];

    /// <summary>After the last byte.</summary>
    public static readonly IRule<UploadContext>[] Length = [new DeclaredLength()];

    /// <summary>After the header, before the scan: a decompression bomb is not scanned.</summary>
    public static readonly IRule<UploadContext>[] Dimensions = [new MaxPixels(), new MaxSide()];

    /// <summary>After the scan, which counts frames and adds up their time.</summary>
    public static readonly IRule<UploadContext>[] Playback = [new MaxFrames(), new MaxDuration()];

    /// <summary>After the scan: everything that is known of the content by then.</summary>
    public static readonly IRule<UploadContext>[] Facts = [.. Dimensions, .. Playback];
}
