using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The byte order and the offset size, 32 or 64 bits, of a TIFF.</summary>
internal readonly record struct TiffLayout(bool IsBigEndian, bool IsBigTiff)
{
    private const int ClassicHeaderLength = 8;
    private const int BigHeaderLength = 16;

    /// <summary>The length of an offset, of the value field of an entry, and of the link to the next directory.</summary>
    public int OffsetLength => IsBigTiff ? 8 : 4;

    /// <summary>The length of the entry count of a directory.</summary>
    public int EntryCountLength => IsBigTiff ? 8 : 2;

    public int EntryLength => IsBigTiff ? 20 : 12;

    /// <summary>Reads the layout and the offset of the first directory from the header.</summary>
    public static async ValueTask<(TiffLayout Layout, long FirstDirectory)> ReadAsync(
        ByteWindow window, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(0, ClassicHeaderLength, cancellationToken).ConfigureAwait(false);
        var isBigTiff = window.Read(2, 2).Contains((byte)'+');
        var layout = new TiffLayout(window.Read(0, 1)[0] == 'M', isBigTiff);
        var length = isBigTiff ? BigHeaderLength : ClassicHeaderLength;
        await window.EnsureLoadedAsync(0, length, cancellationToken).ConfigureAwait(false);
        var first = layout.ReadOffset(window.Read(length - layout.OffsetLength, layout.OffsetLength));
        return first > 0 ? (layout, first) : throw window.MalformedException("it has no directory");
    }

    public ushort ReadUInt16(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint ReadUInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong ReadUInt64(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>Reads an offset or a count. Larger values become <see cref="long.MaxValue"/>.</summary>
    public long ReadOffset(ReadOnlySpan<byte> bytes) => IsBigTiff ? (long)Math.Min(ReadUInt64(bytes), long.MaxValue) : ReadUInt32(bytes);
}
