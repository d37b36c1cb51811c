namespace Unified.Media;

/// <summary>Finds the end of a BMP. The format has no metadata.</summary>
internal static class BmpScan
{
    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, facts.Format);
        var layout = await BmpLayout.ReadAsync(window, cancellationToken).ConfigureAwait(false);
        return layout.End <= window.Length
            ? StripPlan.Unchanged(facts, layout.End, window.Length)
            : throw window.Truncated();
    }
}
