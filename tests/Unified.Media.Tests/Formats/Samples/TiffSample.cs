using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>TIFF files in either byte order and with either size of offsets.</summary>
internal sealed class TiffSample(bool isBigEndian, bool isBig)
{
    private const int Pixels = 64;
    private const int Lists = 16;
    private const int Entries = 6;

    private int HeaderLength => isBig ? 16 : 8;

    private int NestedLength => DirectoryLength(1);

    private int PageLength => Pixels + Lists + NestedLength + DirectoryLength(Entries);

    /// <summary>The offset of the first directory.</summary>
    public int FirstDirectory => HeaderLength + Pixels + Lists + NestedLength;

    /// <summary>Creates pages with two strips, a nested directory and an orientation. Referenced data precedes the directory.</summary>
    public byte[] File(int width, int height, int orientation = 1, int pages = 1, bool isLoop = false)
    {
        byte[] file =
        [
            .. isBigEndian ? "MM"u8 : "II"u8, .. Two(isBig ? 43 : 42), .. isBig ? [.. Two(8), .. Two(0)] : Array.Empty<byte>(),
            .. Offset(FirstDirectory),
        ];
        for (var page = 0; page < pages; page++)
        {
            var start = HeaderLength + (page * PageLength);
            var next = page + 1 < pages ? FirstDirectory + ((page + 1) * PageLength) : isLoop ? FirstDirectory : 0;
            var lists = start + Pixels;
            file =
            [
                .. file, .. Noise(Pixels, page), .. Four(start), .. Four(start + 40), .. Four(40), .. Four(24),
                .. Directory(0, Entry(37121, 7, 4, [1, 2, 3, 0])),
                .. Directory(
                    next,
                    Entry(256, 3, 1, Two(width)),
                    Entry(257, 4, 1, Four(height)),
                    Pair(273, lists, start, start + 40),
                    Entry(274, 3, 1, Two(orientation)),
                    Pair(279, lists + 8, 40, 24),
                    Entry(34665, 4, 1, Four(lists + Lists))),
            ];
        }

        return file;
    }

    public byte[] Directory(long next, params byte[][] entries) =>
        [.. isBig ? Offset(entries.Length) : Two(entries.Length), .. entries.SelectMany(entry => entry), .. Offset(next)];

    public byte[] Entry(int tag, int type, long count, byte[] value) =>
        [.. Two(tag), .. Two(type), .. Offset(count), .. value, .. new byte[(isBig ? 8 : 4) - value.Length]];

    public byte[] Two(long value) => isBigEndian ? Big16(value) : Little16(value);

    public byte[] Four(long value) => isBigEndian ? Big32(value) : Little32(value);

    public byte[] Offset(long value) => !isBig ? Four(value) : isBigEndian ? Big64(value) : Little64(value);

    /// <summary>Two 32-bit values fit into the entry only when offsets have 64 bits.</summary>
    private byte[] Pair(int tag, long list, long first, long second) =>
        Entry(tag, 4, 2, isBig ? [.. Four(first), .. Four(second)] : Four(list));

    private int DirectoryLength(int entries) => isBig ? 8 + (entries * 20) + 8 : 2 + (entries * 12) + 4;
}
