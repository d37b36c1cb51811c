namespace Unified.Media;

/// <summary>
/// An image or video format that the library stores. The signature at the start of the content decides the format. A file name or a
/// declared type never does.
/// </summary>
public sealed partial class MediaFormat
{
    internal MediaFormat(string contentType, string extension, MediaKind kind)
    {
        ContentType = contentType;
        Extension = extension;
        Kind = kind;
    }

    /// <summary>The content type, in lower case and without parameters.</summary>
    public string ContentType { get; }

    /// <summary>The file name extension, in lower case and without a dot.</summary>
    public string Extension { get; }

    /// <summary>The kind of media that the format holds.</summary>
    public MediaKind Kind { get; }

    /// <summary>Returns whether content that starts with these bytes has this format.</summary>
    internal Func<ReadOnlySpan<byte>, bool> IsMatch { get; init; } = static _ => false;

    /// <summary>Reads the properties from the header; null when the format has no reader.</summary>
    internal Func<MediaFormat, SeekableContent, CancellationToken, ValueTask<ContentProperties>>? Header { get; init; }

    /// <summary>Scans the whole content, and omits metadata if the Boolean parameter is true; null when the format has no scan.</summary>
    internal Func<ContentProperties, SeekableContent, bool, CancellationToken, ValueTask<ContentScan>>? Scan { get; init; }

    /// <summary>Returns the content type.</summary>
    public override string ToString() => ContentType;

    /// <summary>
    /// Returns the format whose signature is at the start of <paramref name="head"/>; null when there is none. The first 256 bytes of the content
    /// suffice for every format.
    /// </summary>
    internal static MediaFormat? Recognize(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.IsMatch(head))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>
    /// Reads the header: at most <see cref="ByteWindow.MaxHeaderBytes"/> bytes in total, anywhere in the content. Pixels are not decoded.
    /// </summary>
    /// <exception cref="MediaFormatException">
    /// <c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> if the format has no reader.
    /// </exception>
    internal ValueTask<ContentProperties> ReadHeaderAsync(SeekableContent content, CancellationToken cancellationToken) =>
        Header is { } read ? read(this, content, cancellationToken) : throw MediaFormatException.Unrecognized();

    /// <summary>
    /// Scans the whole content once. Finds the end of the image or video and the byte ranges to store. They omit the bytes after the end. They also
    /// omit metadata if <paramref name="stripMetadata"/> is true.
    /// </summary>
    /// <exception cref="MediaFormatException">
    /// <c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> if the format has no scan.
    /// </exception>
    internal static ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken) =>
        properties.Format.Scan is { } scan ? scan(properties, content, stripMetadata, cancellationToken) : throw MediaFormatException.Unrecognized();
}
