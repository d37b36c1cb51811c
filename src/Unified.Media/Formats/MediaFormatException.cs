namespace Unified.Media;

/// <summary>
/// The only exception that parsers throw for invalid or hostile content. The intake converts it to a <see cref="MediaRejectedException"/>.
/// </summary>
internal sealed class MediaFormatException : Exception
{
    private MediaFormatException(string code, string message)
        : base(message) => Code = code;

    /// <summary>A <see cref="RejectionCode"/>: <c>unrecognised</c>, <c>truncated</c> or <c>malformed</c>.</summary>
    public string Code { get; }

    /// <summary>Creates the exception for an unknown signature.</summary>
    public static MediaFormatException Unrecognized() =>
        new(RejectionCode.Unrecognised, "The content is not an image or video of a supported format.");

    /// <summary>Creates the exception for content that ends too early.</summary>
    public static MediaFormatException Truncated(MediaFormat format) =>
        new(RejectionCode.Truncated, $"The {format.ContentType} content ends before it is complete.");

    /// <summary>Creates the exception for content that violates its format.</summary>
    public static MediaFormatException Malformed(MediaFormat format, string reason) =>
        new(RejectionCode.Malformed, $"The {format.ContentType} content is malformed: {reason}.");
}
