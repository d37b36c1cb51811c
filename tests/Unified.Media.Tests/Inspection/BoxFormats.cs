namespace Unified.Media.Tests;

/// <summary>What the tests of box and EBML formats do with content in memory.</summary>
internal static class BoxFormats
{
    public static ContentFormat? Recognise(byte[] content) =>
        BoxSignature.Recognise(content.AsSpan(0, Math.Min(content.Length, 256))) ?? EbmlSignature.Recognise(content.AsSpan(0, Math.Min(content.Length, 256)));

    public static ValueTask<ContentFacts> InspectAsync(byte[] content)
    {
        var format = Recognise(content) ?? throw MediaFormatException.Unrecognised();
        var at = new SeekableContent(new MemoryStream(content), 0, content.Length);
        return format.Kind == MediaKind.Image ? PictureHeader.InspectAsync(format, at, TestContext.Current.CancellationToken)
            : format == ContentFormat.WebM || format == ContentFormat.Matroska ? EbmlHeader.InspectAsync(format, at, TestContext.Current.CancellationToken)
            : MovieHeader.InspectAsync(format, at, TestContext.Current.CancellationToken);
    }
}
