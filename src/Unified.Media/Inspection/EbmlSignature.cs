namespace Unified.Media;

/// <summary>Recognises WebM and Matroska by the document type in the EBML header.</summary>
internal static class EbmlSignature
{
    public static ContentFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return null;
        }

        var header = head[..Math.Min(head.Length, 64)];
        return header.IndexOf((ReadOnlySpan<byte>)[0x42, 0x82, 0x84, .. "webm"u8]) >= 0 ? ContentFormat.WebM
            : header.IndexOf((ReadOnlySpan<byte>)[0x42, 0x82, 0x88, .. "matroska"u8]) >= 0 ? ContentFormat.Matroska
            : null;
    }
}
