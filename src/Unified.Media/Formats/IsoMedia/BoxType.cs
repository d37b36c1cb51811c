namespace Unified.Media;

/// <summary>Four-character codes of boxes, track handlers and item types, as big-endian numbers.</summary>
internal static class BoxType
{
    public const uint Ftyp = 0x66747970;
    public const uint Moov = 0x6D6F6F76;
    public const uint Mdat = 0x6D646174;
    public const uint Free = 0x66726565;
    public const uint Skip = 0x736B6970;
    public const uint Wide = 0x77696465;
    public const uint Meta = 0x6D657461;
    public const uint Uuid = 0x75756964;
    public const uint Moof = 0x6D6F6F66;
    public const uint Mfra = 0x6D667261;
    public const uint Sidx = 0x73696478;
    public const uint Ssix = 0x73736978;
    public const uint Styp = 0x73747970;
    public const uint Prft = 0x70726674;
    public const uint Emsg = 0x656D7367;
    public const uint Pdin = 0x7064696E;
    public const uint Pnot = 0x706E6F74;
    public const uint Pict = 0x50494354;
    public const uint Udta = 0x75647461;
    public const uint Mpvd = 0x6D707664;

    public const uint Mvhd = 0x6D766864;
    public const uint Mvex = 0x6D766578;
    public const uint Mehd = 0x6D656864;
    public const uint Trak = 0x7472616B;
    public const uint Tkhd = 0x746B6864;
    public const uint Mdia = 0x6D646961;
    public const uint Mdhd = 0x6D646864;
    public const uint Hdlr = 0x68646C72;
    public const uint Minf = 0x6D696E66;
    public const uint Stbl = 0x7374626C;
    public const uint Stsd = 0x73747364;
    public const uint Stsz = 0x7374737A;
    public const uint Stz2 = 0x73747A32;
    public const uint Stco = 0x7374636F;
    public const uint Co64 = 0x636F3634;
    public const uint Sinf = 0x73696E66;
    public const uint Frma = 0x66726D61;
    public const uint Encv = 0x656E6376;

    public const uint Pitm = 0x7069746D;
    public const uint Iprp = 0x69707270;
    public const uint Ipco = 0x6970636F;
    public const uint Ipma = 0x69706D61;
    public const uint Ispe = 0x69737065;
    public const uint Irot = 0x69726F74;
    public const uint Clap = 0x636C6170;
    public const uint Iloc = 0x696C6F63;
    public const uint Iinf = 0x69696E66;
    public const uint Infe = 0x696E6665;
    public const uint Idat = 0x69646174;
    public const uint Exif = 0x45786966;
    public const uint Mime = 0x6D696D65;

    public const uint Keys = 0x6B657973;
    public const uint Ilst = 0x696C7374;
    public const uint Xyz = 0xA978797A;
    public const uint Loci = 0x6C6F6369;
    public const uint Xmp = 0x584D505F;
    public const uint Gps = 0x67707320;
    public const uint VideoHandler = 0x76696465;
    public const uint PictureHandler = 0x70696374;

    /// <summary>Returns true for a known top-level box. Other boxes are skipped.</summary>
    public static bool IsTopLevel(uint type) => TopLevel.Contains(type);

    /// <summary>Returns true when the bytes, fewer than four, can be the start of the code of a top-level box.</summary>
    public static bool CanBecomeTopLevel(ReadOnlySpan<byte> start)
    {
        foreach (var type in TopLevel)
        {
            var matches = true;
            for (var i = 0; i < start.Length; i++)
            {
                matches &= start[i] == (byte)(type >> (24 - (8 * i)));
            }

            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns true when every character of the code is printable ASCII, or the copyright sign that QuickTime uses.</summary>
    public static bool IsPlausible(uint type)
    {
        for (var shift = 0; shift < 32; shift += 8)
        {
            if ((byte)(type >> shift) is not ((>= 0x20 and < 0x7F) or 0xA9))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<uint> TopLevel =>
    [
        Ftyp, Moov, Mdat, Free, Skip, Wide, Meta, Uuid, Moof, Mfra,
        Sidx, Ssix, Styp, Prft, Emsg, Pdin, Pnot, Pict, Udta, Mpvd,
    ];
}
