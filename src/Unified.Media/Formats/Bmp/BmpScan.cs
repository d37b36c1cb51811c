namespace Unified.Media;

/// <summary>Finds the end of a BMP. The format has no metadata to strip.</summary>
internal static class BmpScan
{
    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var layout = await BmpLayout.ReadAsync(window, cancellationToken).ConfigureAwait(false);
        return layout.End <= window.Length
            ? StripPlan.Unchanged(properties, layout.End, window.Length)
            : throw window.TruncatedException();
    }
}
