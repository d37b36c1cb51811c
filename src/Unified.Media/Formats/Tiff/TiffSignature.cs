namespace Unified.Media;

/// <summary>Recognizes TIFF and BigTIFF in both byte orders.</summary>
internal static class TiffSignature
{
    private static ReadOnlySpan<byte> ClassicLittle => "II*\0"u8;

    private static ReadOnlySpan<byte> ClassicBig => "MM\0*"u8;

    private static ReadOnlySpan<byte> BigTiffLittle => "II+\0\b\0\0\0"u8;

    private static ReadOnlySpan<byte> BigTiffBig => "MM\0+\0\b\0\0"u8;

    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.StartsWith(ClassicLittle) || head.StartsWith(ClassicBig) || head.StartsWith(BigTiffLittle) || head.StartsWith(BigTiffBig);
}
