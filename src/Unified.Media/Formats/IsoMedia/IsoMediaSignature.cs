using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Recognizes ISO base media files by their brands, and QuickTime files without brands by their first boxes.</summary>
internal static class IsoMediaSignature
{
    private const int HeaderLength = 8;
    private const int MajorBrandEnd = 12;
    private const int CompatibleBrandsStart = 16;

    public static MediaFormat? Recognize(ReadOnlySpan<byte> head)
    {
        if (head.Length < MajorBrandEnd)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        return BinaryPrimitives.ReadUInt32BigEndian(head[4..]) == BoxType.Ftyp
            ? size >= CompatibleBrandsStart ? FromBrands(head[..(int)Math.Min(size, (uint)head.Length)]) : null
            : IsBrandlessQuickTime(head) ? MediaFormat.QuickTime : null;
    }

    /// <summary>Returns true for the brand of an image sequence, which has a track in addition to or instead of a still picture.</summary>
    public static bool IsSequence(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avis"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8) ||
        brand.SequenceEqual("hevm"u8) || brand.SequenceEqual("hevs"u8);

    private static MediaFormat? FromBrands(ReadOnlySpan<byte> box)
    {
        var major = box[8..MajorBrandEnd];
        if (IsUnsupported(major))
        {
            return null;
        }

        // A generic picture brand does not identify the codec, so the brand of a codec takes precedence at any position.
        var format = FromBrand(major);
        if (format is not null && format != MediaFormat.Heif)
        {
            return format;
        }

        for (var position = CompatibleBrandsStart; position + 4 <= box.Length; position += 4)
        {
            var candidate = FromBrand(box.Slice(position, 4));
            var isPreferred = candidate is not null &&
                (format is null || (format == MediaFormat.Heif && candidate.Kind == MediaKind.Image));
            if (isPreferred && candidate != format)
            {
                format = candidate;
                if (format != MediaFormat.Heif)
                {
                    return format;
                }
            }
        }

        return format;
    }

    private static MediaFormat? FromBrand(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
        {
            return MediaFormat.Avif;
        }

        if (brand.StartsWith("hei"u8) && "cxms"u8.Contains(brand[3]))
        {
            return MediaFormat.Heic;
        }

        if (brand.StartsWith("hev"u8) && "cxms"u8.Contains(brand[3]))
        {
            return MediaFormat.Heic;
        }

        if (brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("mif2"u8))
        {
            return MediaFormat.Heif;
        }

        if (brand.SequenceEqual("qt  "u8))
        {
            return MediaFormat.QuickTime;
        }

        if (brand.SequenceEqual("M4V "u8) || brand.SequenceEqual("M4VH"u8) || brand.SequenceEqual("M4VP"u8))
        {
            return MediaFormat.M4V;
        }

        return IsMp4(brand) ? MediaFormat.Mp4 : null;
    }

    private static bool IsMp4(ReadOnlySpan<byte> brand) =>
        (brand.StartsWith("iso"u8) && "mabc23456789"u8.Contains(brand[3])) ||
        brand.SequenceEqual("mp41"u8) || brand.SequenceEqual("mp42"u8) ||
        brand.SequenceEqual("avc1"u8) || brand.SequenceEqual("dash"u8) || brand.SequenceEqual("msdh"u8) || brand.SequenceEqual("msix"u8) ||
        brand.SequenceEqual("cmfc"u8) || brand.SequenceEqual("MSNV"u8) || brand.SequenceEqual("mmp4"u8);

    /// <summary>
    /// Returns true for audio, camera raw and JPEG 2000 files. They are not supported, although they list movie brands as compatible.
    /// </summary>
    private static bool IsUnsupported(ReadOnlySpan<byte> major) =>
        major.SequenceEqual("M4A "u8) || major.SequenceEqual("M4B "u8) || major.SequenceEqual("M4P "u8) || major.SequenceEqual("F4A "u8) ||
        major.SequenceEqual("F4B "u8) || major.StartsWith("aax"u8) || major.SequenceEqual("crx "u8) || major.StartsWith("mj"u8);

    /// <summary>Reads the boxes in the head until one of them identifies the format.</summary>
    private static bool IsBrandlessQuickTime(ReadOnlySpan<byte> head)
    {
        ulong position = 0;
        while (position + MajorBrandEnd <= (ulong)head.Length)
        {
            var box = head[(int)position..];
            ulong size = BinaryPrimitives.ReadUInt32BigEndian(box);
            switch (BinaryPrimitives.ReadUInt32BigEndian(box[4..]))
            {
                case BoxType.Moov:
                    return size > HeaderLength * 2 && box.Length >= HeaderLength * 2 &&
                        BinaryPrimitives.ReadUInt32BigEndian(box[8..]) is > HeaderLength and < 4096 && box[12..16].SequenceEqual("mvhd"u8);
                case BoxType.Mdat:
                    return size is 0 or 1 or > HeaderLength;
                case BoxType.Wide or BoxType.Free or BoxType.Skip or BoxType.Pnot when size >= HeaderLength:
                    position += size;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }
}
