namespace Unified.Media.Tests;

/// <summary>Inspects, scans and strips content in memory, as the intake does.</summary>
internal static class ContentInMemory
{
    public const string Accepted = "accepted";
    private const int Head = 256;

    public static async ValueTask<ContentProperties> InspectAsync(byte[] content, int? length = null)
    {
        var end = length ?? content.Length;
        var format = Recognize(content.AsSpan(0, Math.Min(end, Head)));
        return await format.ReadHeaderAsync(Open(content, end), TestContext.Current.CancellationToken);
    }

    public static async ValueTask<ContentScan> ScanAsync(byte[] content, bool stripMetadata = false, int? length = null)
    {
        var properties = await InspectAsync(content, length);
        return await MediaFormat.ScanAsync(properties, Open(content, length ?? content.Length), stripMetadata, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns the content as it would be stored.</summary>
    public static async ValueTask<byte[]> StoreAsync(byte[] content, ContentScan scan)
    {
        await using var edited = new EditedStream(Open(content, content.Length), scan.Pieces);
        using var stored = new MemoryStream();
        await edited.CopyToAsync(stored, TestContext.Current.CancellationToken);
        return stored.ToArray();
    }

    /// <summary>Returns the content as it would be stored without metadata.</summary>
    public static async ValueTask<byte[]> StripAsync(byte[] content) => await StoreAsync(content, await ScanAsync(content, stripMetadata: true));

    /// <summary>Returns the rejection code, or <c>accepted</c>. Exceptions other than those of parsers are not caught.</summary>
    public static async ValueTask<string> ScanOutcomeAsync(byte[] content, bool stripMetadata = false, int? length = null)
    {
        try
        {
            await ScanAsync(content, stripMetadata, length);
            return Accepted;
        }
        catch (MediaFormatException refusal)
        {
            return refusal.Code;
        }
    }

    public static MediaFormat Recognize(ReadOnlySpan<byte> head) =>
        MediaFormat.Recognize(head) ?? throw MediaFormatException.Unrecognized();

    public static SeekableContent Open(byte[] content) => Open(content, content.Length);

    private static SeekableContent Open(byte[] content, int length) => new(new MemoryStream(content, 0, length), 0, length);
}
