namespace Unified.Media.Tests;

/// <summary>Runs the parsers over bytes.</summary>
internal static class Parsing
{
    public const string Accepted = "accepted";

    public static SeekableContent Content(byte[] bytes) => new(new MemoryStream(bytes), 0, bytes.Length);

    public static ContentFormat Recognise(ReadOnlySpan<byte> bytes) =>
        ContentInspector.Recognise(bytes) ?? throw MediaFormatException.Unrecognised();

    public static async Task<ContentFacts> InspectAsync(byte[] bytes, CancellationToken cancellationToken) =>
        await ContentInspector.InspectAsync(Recognise(bytes), Content(bytes), cancellationToken);

    public static async Task<ContentScan> ScanAsync(byte[] bytes, bool strip, CancellationToken cancellationToken) =>
        await ContentScanner.ScanAsync(await InspectAsync(bytes, cancellationToken), Content(bytes), strip, cancellationToken);

    /// <summary>The bytes that would be stored.</summary>
    public static async Task<byte[]> ApplyAsync(byte[] bytes, ContentScan scan, CancellationToken cancellationToken)
    {
        await using var edited = new EditedStream(Content(bytes), scan.Pieces);
        using var stored = new MemoryStream();
        await edited.CopyToAsync(stored, cancellationToken);
        return stored.ToArray();
    }

    public static async Task<byte[]> StripAsync(byte[] bytes, CancellationToken cancellationToken) =>
        await ApplyAsync(bytes, await ScanAsync(bytes, strip: true, cancellationToken), cancellationToken);

    /// <summary>Whether the content is accepted, or the code of its rejection. Any other exception is a failure of the parser.</summary>
    public static async Task<string> JudgeAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await ScanAsync(bytes, strip: true, cancellationToken);
            return Accepted;
        }
        catch (MediaFormatException rejected)
        {
            return rejected.Code;
        }
    }
}
