namespace Unified.Media;

/// <summary>
/// An image or video format that the library stores. The content's signature decides the format, never a file name or a declared type.
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

    /// <summary>Tests whether content with this start has the format.</summary>
    internal Func<ReadOnlySpan<byte>, bool> IsMatch { get; init; } = static _ => false;

    /// <summary>Reads the facts of the header; null when the format has no reader.</summary>
    internal Func<MediaFormat, SeekableContent, CancellationToken, ValueTask<ContentFacts>>? Header { get; init; }

    /// <summary>Scans the whole content; null when the format has no scan.</summary>
    internal Func<ContentFacts, SeekableContent, bool, CancellationToken, ValueTask<ContentScan>>? Scan { get; init; }

    /// <summary>Returns the content type.</summary>
    public override string ToString() => ContentType;

    /// <summary>
    /// Returns the format whose signature is at the start of <paramref name="head"/>; null for none. 256 bytes suffice for every format.
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

    /// <summary>Reads the header, at most <see cref="ByteWindow.MaxHeaderBytes"/> bytes at any offsets. Pixels are not decoded.</summary>
    /// <exception cref="MediaFormatException"><c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> without a reader.</exception>
    internal ValueTask<ContentFacts> ReadHeaderAsync(SeekableContent content, CancellationToken cancellationToken) =>
        Header is { } read ? read(this, content, cancellationToken) : throw MediaFormatException.Unrecognised();

    /// <summary>
    /// Scans the whole content once. Finds the end of the image or video and the pieces to store. The pieces omit bytes after the end, and metadata
    /// if <paramref name="strip"/> is true.
    /// </summary>
    /// <exception cref="MediaFormatException"><c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> without a scan.</exception>
    internal static ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken) =>
        facts.Format.Scan is { } scan ? scan(facts, content, strip, cancellationToken) : throw MediaFormatException.Unrecognised();
}
