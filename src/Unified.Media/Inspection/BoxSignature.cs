using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Recognises ISO base media files by the brands of their first box.</summary>
internal static class BoxSignature
{
    private const int HeaderLength = 16;

    public static ContentFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderLength || !head[4..8].SequenceEqual("ftyp"u8))
        {
            return null;
        }

        if (OfBrand(head[8..12]) is { } format)
        {
            return format;
        }

        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        for (var at = HeaderLength; at + 4 <= end; at += 4)
        {
            if (OfBrand(head[at..(at + 4)]) is { } compatible)
            {
                return compatible;
            }
        }

        return null;
    }

    private static ContentFormat? OfBrand(ReadOnlySpan<byte> brand) => BinaryPrimitives.ReadUInt32BigEndian(brand) switch
    {
        0x61766966 or 0x61766973 => ContentFormat.Avif, // avif, avis
        0x68656963 or 0x68656978 or 0x68657663 or 0x68657678 => ContentFormat.Heic, // heic, heix, hevc, hevx
        0x6D696631 or 0x6D736631 => ContentFormat.Heif, // mif1, msf1
        0x71742020 => ContentFormat.QuickTime, // qt
        0x4D345620 or 0x4D345648 or 0x4D345650 => ContentFormat.M4V, // M4V, M4VH, M4VP
        0x69736F6D or 0x69736F32 or 0x6D703431 or 0x6D703432 or 0x61766331 => ContentFormat.Mp4, // isom, iso2, mp41, mp42, avc1
        _ => null,
    };
}
