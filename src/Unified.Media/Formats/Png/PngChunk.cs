using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The type, position and length of a PNG chunk.</summary>
internal readonly record struct PngChunk(uint Type, long Start, int PayloadLength)
{
    public const uint Header = 0x49484452; // IHDR
    public const uint Palette = 0x504C5445; // PLTE
    public const uint Pixels = 0x49444154; // IDAT
    public const uint End = 0x49454E44; // IEND
    public const uint AnimationControl = 0x6163544C; // acTL
    public const uint FrameControl = 0x6663544C; // fcTL
    public const uint Exif = 0x65584966; // eXIf
    public const uint FramePixels = 0x66644154; // fdAT
    public const uint Transparency = 0x74524E53; // tRNS
    public const uint Gamma = 0x67414D41; // gAMA
    public const uint Chromaticities = 0x6348524D; // cHRM
    public const uint StandardRgb = 0x73524742; // sRGB
    public const uint ColorProfile = 0x69434350; // iCCP
    public const uint CodingIndependentCodePoints = 0x63494350; // cICP
    public const uint MasteringDisplay = 0x6D444356; // mDCV
    public const uint ContentLight = 0x634C4C49; // cLLI
    public const uint SignificantBits = 0x73424954; // sBIT
    public const uint Background = 0x624B4744; // bKGD
    public const uint Histogram = 0x68495354; // hIST
    public const uint PhysicalSize = 0x70485973; // pHYs
    public const uint SuggestedPalette = 0x73504C54; // sPLT
    public const uint Time = 0x74494D45; // tIME
    public const uint Text = 0x74455874; // tEXt
    public const uint CompressedText = 0x7A545874; // zTXt
    public const uint InternationalText = 0x69545874; // iTXt

    public const int HeaderLength = 8;
    public const int ChecksumLength = 4;

    private const uint AncillaryBit = 0x20000000;

    public long PayloadStart => Start + HeaderLength;

    public long NextOffset => PayloadStart + PayloadLength + ChecksumLength;

    /// <summary>True for a chunk that a decoder must not ignore.</summary>
    public bool IsCritical => (Type & AncillaryBit) == 0;

    public static async ValueTask<PngChunk> ReadAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(offset, HeaderLength, cancellationToken).ConfigureAwait(false);
        var header = window.Read(offset, HeaderLength);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length > int.MaxValue)
        {
            throw window.MalformedException("a chunk is too long");
        }

        foreach (var letter in header[4..])
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw window.MalformedException("the type of a chunk is not four letters");
            }
        }

        return new(BinaryPrimitives.ReadUInt32BigEndian(header[4..]), offset, (int)length);
    }

    /// <summary>Loads a small chunk into the window and verifies its checksum. The caller can then read the payload from the window.</summary>
    public async ValueTask VerifyAsync(ByteWindow window, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(Start, HeaderLength + PayloadLength + ChecksumLength, cancellationToken).ConfigureAwait(false);
        var expected = BinaryPrimitives.ReadUInt32BigEndian(window.Read(PayloadStart + PayloadLength, ChecksumLength));
        if (PngChecksum.Compute(window.Read(Start + 4, 4 + PayloadLength)) != expected)
        {
            throw window.MalformedException("the checksum of a chunk is wrong");
        }
    }
}
