using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The dimensions of a BMP and the end of its pixels.</summary>
internal readonly record struct BmpLayout(int Width, int Height, long End)
{
    public const int CoreHeaderLength = 12;
    public const int ShortHeaderLength = 16;
    public const int Os2HeaderLength = 64;
    public const int ProfileHeaderLength = 124;

    private const int FileHeaderLength = 14;
    private const uint EmbeddedProfile = 0x4D424544; // "MBED"
    private const uint LinkedProfile = 0x4C494E4B; // "LINK"

    public static async ValueTask<BmpLayout> ReadAsync(ByteWindow window, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(0, BmpSignature.Length, cancellationToken).ConfigureAwait(false);
        if (!BmpSignature.IsMatch(window.Read(0, BmpSignature.Length)))
        {
            throw window.MalformedException("its header has an unknown length");
        }

        var headerLength = BinaryPrimitives.ReadInt32LittleEndian(window.Read(FileHeaderLength, 4));
        await window.EnsureLoadedAsync(0, FileHeaderLength + headerLength, cancellationToken).ConfigureAwait(false);
        var header = window.Read(0, FileHeaderLength + headerLength);
        return headerLength == CoreHeaderLength ? ReadCore(window, header) : Read(window, header);
    }

    private static BmpLayout ReadCore(ByteWindow window, ReadOnlySpan<byte> header) => CreateLayout(
        window,
        header,
        BinaryPrimitives.ReadUInt16LittleEndian(header[18..]),
        BinaryPrimitives.ReadUInt16LittleEndian(header[20..]),
        BinaryPrimitives.ReadUInt16LittleEndian(header[24..]),
        compressedLength: null);

    private static BmpLayout Read(ByteWindow window, ReadOnlySpan<byte> header)
    {
        var isShort = header.Length == FileHeaderLength + ShortHeaderLength;
        var isOs2 = header.Length == FileHeaderLength + Os2HeaderLength;
        var compression = isShort ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(header[30..]);
        var isCompressed = compression is not (0 or 3 or 6) || (isOs2 && compression != 0);
        return CreateLayout(
            window,
            header,
            BinaryPrimitives.ReadInt32LittleEndian(header[18..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[22..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[28..]),
            isCompressed ? BinaryPrimitives.ReadUInt32LittleEndian(header[34..]) : null);
    }

    private static BmpLayout CreateLayout(ByteWindow window, ReadOnlySpan<byte> header, int width, int height, int depth, uint? compressedLength)
    {
        if (width <= 0 || height is 0 or int.MinValue)
        {
            throw window.MalformedException("its width or height is not between 1 and 2147483647");
        }

        var fileLength = BinaryPrimitives.ReadUInt32LittleEndian(header[2..]);
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(header[10..]);
        if (pixels < header.Length)
        {
            throw window.MalformedException("the pixels begin inside its header");
        }

        if (compressedLength is null && depth is not (1 or 2 or 4 or 8 or 16 or 24 or 32 or 64))
        {
            throw window.MalformedException("its color depth is not valid");
        }

        if (compressedLength == 0 && fileLength <= pixels)
        {
            throw window.MalformedException("the length of its pixels is missing");
        }

        // A negative height means that the rows are stored from top to bottom.
        var rows = Math.Abs(height);
        var rowLength = (((long)width * depth) + 31) / 32 * 4;
        var pixelLength = compressedLength ?? (Int128)rowLength * rows;
        var end = Int128.Max(Int128.Max(fileLength, pixels + pixelLength), ProfileEnd(header));
        return new(width, rows, (long)Int128.Min(end, long.MaxValue));
    }

    private static long ProfileEnd(ReadOnlySpan<byte> header)
    {
        var info = header[FileHeaderLength..];
        if (info.Length != ProfileHeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(info[56..]) is not (EmbeddedProfile or LinkedProfile))
        {
            return 0;
        }

        long start = BinaryPrimitives.ReadUInt32LittleEndian(info[112..]);
        return FileHeaderLength + start + BinaryPrimitives.ReadUInt32LittleEndian(info[116..]);
    }
}
