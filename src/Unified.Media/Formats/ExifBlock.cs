using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// The orientation in an EXIF block, and whether the block contains a location. A malformed block is treated as empty, because the picture
/// itself can be valid.
/// </summary>
internal readonly record struct ExifBlock(Orientation Orientation, bool HasLocation)
{
    /// <summary>The length of the block that <see cref="Write"/> creates.</summary>
    public const int MinimalLength = 26;

    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort LocationTag = 0x8825;
    private const byte ShortType = 3;

    private static ReadOnlySpan<byte> SegmentPrefix => "Exif\0\0"u8;

    /// <summary>Reads the TIFF structure at <paramref name="start"/>. Skips the prefix of JPEG segments if it is present.</summary>
    public static async ValueTask<ExifBlock> ReadAsync(ByteWindow window, long start, long length, CancellationToken cancellationToken)
    {
        var empty = new ExifBlock(Orientation.Upright, false);
        if (length >= SegmentPrefix.Length
            && await window.TryLoadAsync(start, SegmentPrefix.Length, cancellationToken).ConfigureAwait(false)
            && window.Read(start, SegmentPrefix.Length).SequenceEqual(SegmentPrefix))
        {
            start += SegmentPrefix.Length;
            length -= SegmentPrefix.Length;
        }

        if (length < HeaderLength || !await window.TryLoadAsync(start, HeaderLength, cancellationToken).ConfigureAwait(false))
        {
            return empty;
        }

        var header = window.Read(start, HeaderLength);
        var isBigEndian = header.StartsWith("MM\0*"u8);
        if (!isBigEndian && !header.StartsWith("II*\0"u8))
        {
            return empty;
        }

        var offset = header[4..];
        long directory = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(offset) : BinaryPrimitives.ReadUInt32LittleEndian(offset);
        if (directory > length - 2 || !await window.TryLoadAsync(start + directory, 2, cancellationToken).ConfigureAwait(false))
        {
            return empty;
        }

        var block = empty;
        var entryCount = ReadUInt16(window.Read(start + directory, 2), isBigEndian);
        for (var index = 0; index < entryCount; index++)
        {
            var entryOffset = directory + 2 + (index * EntryLength);
            if (entryOffset > length - EntryLength
                || !await window.TryLoadAsync(start + entryOffset, EntryLength, cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            block = block.WithEntry(window.Read(start + entryOffset, EntryLength), isBigEndian);
        }

        return block;
    }

    /// <summary>Writes a block of <see cref="MinimalLength"/> bytes with an orientation and no other field.</summary>
    public static void Write(Span<byte> destination, Orientation orientation)
    {
        ReadOnlySpan<byte> block =
        [
            (byte)'I', (byte)'I', 0x2A, 0, HeaderLength, 0, 0, 0, // little-endian; the directory begins at offset 8
            1, 0, // one entry
            0x12, 0x01, ShortType, 0, 1, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, // no next directory
        ];
        block.CopyTo(destination);
        destination[18] = (byte)orientation.Value;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private ExifBlock WithEntry(ReadOnlySpan<byte> entry, bool isBigEndian) => ReadUInt16(entry, isBigEndian) switch
    {
        OrientationTag when ReadUInt16(entry[2..], isBigEndian) == ShortType =>
            this with { Orientation = Orientation.FromValue(ReadUInt16(entry[8..], isBigEndian)) },
        LocationTag => this with { HasLocation = true },
        _ => this,
    };
}
