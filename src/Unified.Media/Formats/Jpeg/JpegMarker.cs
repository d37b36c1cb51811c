namespace Unified.Media;

/// <summary>The markers of JPEG and the names of its application segments.</summary>
internal static class JpegMarker
{
    public const byte Tem = 0x01;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte NumberOfLines = 0xDC;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App2 = 0xE2;
    public const byte App13 = 0xED;
    public const byte App14 = 0xEE;
    public const byte App15 = 0xEF;
    public const byte Comment = 0xFE;

    /// <summary>The start of the payload of an EXIF segment. The TIFF structure follows.</summary>
    public static ReadOnlySpan<byte> Exif => "Exif\0\0"u8;

    /// <summary>Returns true for a frame header, which contains the dimensions: C0 to CF except C4, C8 and CC.</summary>
    public static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;

    public static bool IsApplication(byte marker) => marker is >= App0 and <= App15;

    /// <summary>Returns true for a marker with a segment. Markers below C0 except TEM are reserved and unused.</summary>
    public static bool IsSegment(byte marker) => marker >= 0xC0 && !IsRestart(marker) && marker is not (StartOfImage or EndOfImage or 0xFF);
}
