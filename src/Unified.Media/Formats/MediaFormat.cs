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

    /// <summary>Whether content that begins with these bytes has the format.</summary>
    internal Func<ReadOnlySpan<byte>, bool> IsMatch { get; init; } = static _ => false;

    /// <summary>Reads what the header says; null where the library has no reader.</summary>
    internal Func<MediaFormat, SeekableContent, CancellationToken, ValueTask<ContentFacts>>? Header { get; init; }

    /// <summary>Walks through the whole content; null where the library has no scan.</summary>
    internal Func<ContentFacts, SeekableContent, bool, CancellationToken, ValueTask<ContentScan>>? Scan { get; init; }

    /// <summary>Returns the content type.</summary>
    public override string ToString() => ContentType;

    /// <summary>Returns the format whose signature <paramref name="head"/> begins with, or null. 256 bytes are enough for every format.</summary>
    internal static MediaFormat? Recognise(ReadOnlySpan<byte> head)
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
    /// Reads the header: at most <see cref="ByteWindow.HeaderBudget"/> bytes, wherever in the content they are. Decodes nothing.
    /// </summary>
    /// <exception cref="MediaFormatException"><c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> without a reader.</exception>
    internal ValueTask<ContentFacts> ReadHeaderAsync(SeekableContent content, CancellationToken cancellationToken) =>
        Header is { } read ? read(this, content, cancellationToken) : throw MediaFormatException.Unrecognised();

    /// <summary>
    /// Walks through the whole content once: finds the true end of the image or video and plans what is stored. The plan leaves out what
    /// comes after the end, and metadata when <paramref name="strip"/> is set.
    /// </summary>
    /// <exception cref="MediaFormatException"><c>truncated</c>, <c>malformed</c>, or <c>unrecognised</c> without a scan.</exception>
    internal static ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken) =>
        facts.Format.Scan is { } scan ? scan(facts, content, strip, cancellationToken) : throw MediaFormatException.Unrecognised();
}
