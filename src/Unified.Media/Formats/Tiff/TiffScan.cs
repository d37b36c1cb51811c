namespace Unified.Media;

/// <summary>Finds the last byte that a TIFF refers to and counts its pages. The content is stored unchanged up to that byte.</summary>
internal static class TiffScan
{
    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var (layout, first) = await TiffLayout.ReadAsync(window, cancellationToken).ConfigureAwait(false);
        var scanner = new TiffDirectoryScanner(window, layout);
        await scanner.VisitAllAsync(first, cancellationToken).ConfigureAwait(false);
        return StripPlan.Unchanged(properties with { Frames = scanner.Pages }, scanner.End, window.Length);
    }
}
