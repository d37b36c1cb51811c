namespace Unified.Media;

/// <summary>
/// The only exception that parsers throw on content, however broken or hostile. The intake turns it into a
/// <see cref="MediaRejectedException"/>.
/// </summary>
internal sealed class MediaFormatException : Exception
{
    private MediaFormatException(string code, string message)
        : base(message) => Code = code;

    /// <summary>A <see cref="RejectionCode"/>: <c>unrecognised</c>, <c>truncated</c> or <c>malformed</c>.</summary>
    public string Code { get; }

    /// <summary>No supported format has this signature.</summary>
    public static MediaFormatException Unrecognised() =>
        new(RejectionCode.Unrecognised, "The content is not an image or video of a supported format.");

    /// <summary>The signature is there, the end is not.</summary>
    public static MediaFormatException Truncated(MediaFormat format) =>
        new(RejectionCode.Truncated, $"The {format.ContentType} content ends before it is complete.");

    /// <summary>The content contradicts itself or its format.</summary>
    public static MediaFormatException Malformed(MediaFormat format, string what) =>
        new(RejectionCode.Malformed, $"The {format.ContentType} content is malformed: {what}.");
}
