using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Selects the chunks of a PNG to store: pixels, the chunks that are needed to render them, and a new chunk with the orientation.</summary>
internal sealed class PngStripping(ByteWindow window)
{
    private const int MaxKeywordLength = 24;

    private bool _hasExif;

    public StripPlan Plan { get; } = new(window.Format);

    public async ValueTask AddChunkAsync(PngChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.IsCritical || IsNeededToRender(chunk.Type))
        {
            Plan.Keep(chunk.Start, chunk.NextOffset);
            return;
        }

        if (chunk.Type == PngChunk.Exif)
        {
            await AddExifAsync(chunk, cancellationToken).ConfigureAwait(false);
            return;
        }

        var length = Math.Min(chunk.PayloadLength, MaxKeywordLength);
        await window.EnsureLoadedAsync(chunk.PayloadStart, length, cancellationToken).ConfigureAwait(false);
        Plan.RecordRemoved(FindKind(chunk.Type, window.Read(chunk.PayloadStart, length)));
    }

    private static bool IsNeededToRender(uint type) => type is
        PngChunk.AnimationControl or PngChunk.FrameControl or PngChunk.FramePixels or PngChunk.Transparency
        or PngChunk.Gamma or PngChunk.Chromaticities or PngChunk.StandardRgb or PngChunk.ColorProfile or PngChunk.CodingIndependentCodePoints
        or PngChunk.MasteringDisplay or PngChunk.ContentLight or PngChunk.SignificantBits or PngChunk.Background
        or PngChunk.Histogram or PngChunk.PhysicalSize or PngChunk.SuggestedPalette;

    private static string FindKind(uint type, ReadOnlySpan<byte> start) => type switch
    {
        PngChunk.Time => "time",
        not (PngChunk.Text or PngChunk.CompressedText or PngChunk.InternationalText) => "application",
        _ when start.StartsWith("XML:com.adobe.xmp\0"u8) || start.StartsWith("Raw profile type xmp\0"u8) => "xmp",
        _ when start.StartsWith("Raw profile type exif\0"u8) || start.StartsWith("Raw profile type APP1\0"u8) => "exif",
        _ when start.StartsWith("Raw profile type iptc\0"u8) => "iptc",
        _ => "text",
    };

    private async ValueTask AddExifAsync(PngChunk chunk, CancellationToken cancellationToken)
    {
        var exif = await ExifBlock.ReadAsync(window, chunk.PayloadStart, chunk.PayloadLength, cancellationToken).ConfigureAwait(false);
        if (!_hasExif && !exif.Orientation.IsUpright)
        {
            var orientationChunk = CreateOrientationChunk(exif.Orientation);
            if (await window.EqualsAsync(chunk.Start, chunk.NextOffset, orientationChunk, cancellationToken).ConfigureAwait(false))
            {
                _hasExif = true;
                Plan.Keep(chunk.Start, chunk.NextOffset);
                return;
            }

            Plan.Write(orientationChunk);
        }

        _hasExif = true;
        Plan.RecordRemoved("exif");
        if (exif.HasLocation)
        {
            Plan.RecordRemoved("location");
        }
    }

    private static byte[] CreateOrientationChunk(Orientation orientation)
    {
        var chunk = new byte[PngChunk.HeaderLength + ExifBlock.MinimalLength + PngChunk.ChecksumLength];
        BinaryPrimitives.WriteInt32BigEndian(chunk, ExifBlock.MinimalLength);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), PngChunk.Exif);
        ExifBlock.Write(chunk.AsSpan(PngChunk.HeaderLength), orientation);
        var checksum = PngChecksum.Compute(chunk.AsSpan(4..^PngChunk.ChecksumLength));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^PngChunk.ChecksumLength), checksum);
        return chunk;
    }
}
