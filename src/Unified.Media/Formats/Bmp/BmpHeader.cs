namespace Unified.Media;

/// <summary>Reads the dimensions of a BMP.</summary>
internal static class BmpHeader
{
    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var layout = await BmpLayout.ReadAsync(window, cancellationToken).ConfigureAwait(false);
        return new(window.Format) { Width = layout.Width, Height = layout.Height, Frames = 1 };
    }
}
