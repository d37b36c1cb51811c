namespace Unified.Media.Tests;

/// <summary>What the intake does with content, for content in memory.</summary>
internal static class ContentInMemory
{
    public const string Accepted = "accepted";
    private const int Head = 256;

    public static async ValueTask<ContentFacts> InspectAsync(byte[] content, int? length = null)
    {
        var end = length ?? content.Length;
        var format = Recognise(content.AsSpan(0, Math.Min(end, Head)));
        return await format.ReadHeaderAsync(Open(content, end), TestContext.Current.CancellationToken);
    }

    public static async ValueTask<ContentScan> ScanAsync(byte[] content, bool strip = false, int? length = null)
    {
        var facts = await InspectAsync(content, length);
        return await MediaFormat.ScanAsync(facts, Open(content, length ?? content.Length), strip, TestContext.Current.CancellationToken);
    }

    /// <summary>The content as it would be stored.</summary>
    public static async ValueTask<byte[]> StoreAsync(byte[] content, ContentScan scan)
    {
        await using var edited = new EditedStream(Open(content, content.Length), scan.Pieces);
        using var stored = new MemoryStream();
        await edited.CopyToAsync(stored, TestContext.Current.CancellationToken);
        return stored.ToArray();
    }

    /// <summary>The content as it would be stored without metadata.</summary>
    public static async ValueTask<byte[]> StripAsync(byte[] content) => await StoreAsync(content, await ScanAsync(content, strip: true));

    /// <summary>The code of the refusal, or that there was none. Any exception but the parsers' own gets through.</summary>
    public static async ValueTask<string> VerdictAsync(byte[] content, bool strip = false, int? length = null)
    {
        try
        {
            await ScanAsync(content, strip, length);
            return Accepted;
        }
        catch (MediaFormatException refusal)
        {
            return refusal.Code;
        }
    }

    public static MediaFormat Recognise(ReadOnlySpan<byte> head) =>
        MediaFormat.Recognise(head) ?? throw MediaFormatException.Unrecognised();

    public static SeekableContent Open(byte[] content) => Open(content, content.Length);

    private static SeekableContent Open(byte[] content, int length) => new(new MemoryStream(content, 0, length), 0, length);
}
