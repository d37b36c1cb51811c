using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// The size of the primary picture before rotation, and its clockwise rotation in degrees. If the picture has a clean aperture, the size is
/// the size of the aperture.
/// </summary>
internal readonly record struct HeifImageGeometry(int Width, int Height, int Rotation)
{
    private const int MaxAssociationsLength = 60 * 1024;

    public bool IsEmpty => Width == 0 || Height == 0;

    /// <summary>Reads the geometry from a metadata box; empty when the box has no primary picture.</summary>
    public static async ValueTask<HeifImageGeometry> ReadAsync(ByteWindow window, BoxHeader meta, CancellationToken cancellationToken)
    {
        var primaryId = default(uint?);
        var (container, associations) = (default(BoxHeader), default(BoxHeader));
        var reader = BoxReader.Inside(meta, BoxHeader.VersionAndFlagsLength, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Pitm:
                    await box.EnsureLoadedAsync(window, 6, cancellationToken).ConfigureAwait(false);
                    var isShort = window.Read(box.ContentStart, 1)[0] == 0;
                    await box.EnsureLoadedAsync(window, isShort ? 6 : 8, cancellationToken).ConfigureAwait(false);
                    primaryId = isShort
                        ? BinaryPrimitives.ReadUInt16BigEndian(window.Read(box.ContentStart + 4, 2))
                        : BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.ContentStart + 4, 4));
                    break;
                case BoxType.Iprp:
                    reader.Enter(box);
                    break;
                case BoxType.Ipco:
                    container = box;
                    break;
                // A second box can hold large item ids. In practice the first box has the primary picture.
                case BoxType.Ipma when associations.Type == 0:
                    associations = box;
                    break;
                default:
                    break;
            }
        }

        return primaryId is null || container.Type == 0 || associations.Type == 0
            ? default
            : await ReadAsync(window, container, associations, primaryId.Value, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<HeifImageGeometry> ReadAsync(
        ByteWindow window, BoxHeader container, BoxHeader associations, uint primaryId, CancellationToken cancellationToken)
    {
        if (associations.ContentLength > MaxAssociationsLength)
        {
            throw window.MalformedException("its items have too many properties");
        }

        await associations.EnsureLoadedAsync(window, (int)associations.ContentLength, cancellationToken).ConfigureAwait(false);
        var primaryProperties = ReadProperties(primaryId, window.Read(associations.ContentStart, (int)associations.ContentLength), window.Format);
        var (width, height, rotation, number) = (0, 0, 0, 0);
        var reader = BoxReader.Inside(container, 0, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (!primaryProperties.Contains(++number))
            {
                continue;
            }

            switch (box.Type)
            {
                case BoxType.Ispe:
                    await box.EnsureLoadedAsync(window, 12, cancellationToken).ConfigureAwait(false);
                    (width, height) = (ReadDimension(window, box.ContentStart + 4), ReadDimension(window, box.ContentStart + 8));
                    break;
                case BoxType.Clap:
                    await box.EnsureLoadedAsync(window, 32, cancellationToken).ConfigureAwait(false);
                    (width, height) = (Crop(width, window.Read(box.ContentStart, 8)), Crop(height, window.Read(box.ContentStart + 8, 8)));
                    break;
                case BoxType.Irot:
                    await box.EnsureLoadedAsync(window, 1, cancellationToken).ConfigureAwait(false);
                    rotation = (360 - ((window.Read(box.ContentStart, 1)[0] & 3) * 90)) % 360;
                    break;
                default:
                    break;
            }
        }

        return width == 0 || height == 0
            ? throw window.MalformedException("its primary picture has no size")
            : new HeifImageGeometry(width, height, rotation);
    }

    private static HeifPropertySet ReadProperties(uint item, ReadOnlySpan<byte> associations, MediaFormat format)
    {
        var properties = default(HeifPropertySet);
        var idLength = associations.Length > 0 && associations[0] == 0 ? 2 : 4;
        var numberLength = associations.Length > 3 && (associations[3] & 1) == 1 ? 2 : 1;
        for (var position = BoxHeader.VersionAndFlagsLength + 4; position + idLength + 1 <= associations.Length;)
        {
            var id = (uint)BigEndian.ReadUnsigned(associations.Slice(position, idLength));
            var count = associations[position + idLength];
            position += idLength + 1;
            if (count * numberLength > associations.Length - position)
            {
                throw MediaFormatException.Malformed(format, "the properties of its items are truncated");
            }

            for (var i = 0; id == item && i < count; i++)
            {
                // The first bit marks a property that a viewer must understand.
                var number = numberLength == 1
                    ? associations[position + i] & 0x7F
                    : BinaryPrimitives.ReadUInt16BigEndian(associations[(position + (2 * i))..]) & 0x7FFF;
                if (!HeifPropertySet.IsSupported(number))
                {
                    throw MediaFormatException.Malformed(format, "its items have too many properties");
                }

                properties.Add(number);
            }

            position += count * numberLength;
        }

        return properties;
    }

    private static int ReadDimension(ByteWindow window, long offset)
    {
        var dimension = BinaryPrimitives.ReadUInt32BigEndian(window.Read(offset, 4));
        return dimension <= int.MaxValue ? (int)dimension : throw window.MalformedException("the size of its primary picture is out of range");
    }

    /// <summary>
    /// Returns the cropped dimension: the integer part of a fraction of pixels. A fraction larger than the picture is ignored, as in viewers.
    /// </summary>
    private static int Crop(int dimension, ReadOnlySpan<byte> fraction)
    {
        var numerator = BinaryPrimitives.ReadUInt32BigEndian(fraction);
        var denominator = BinaryPrimitives.ReadUInt32BigEndian(fraction[4..]);
        var cropped = denominator == 0 ? 0 : numerator / denominator;
        return cropped > 0 && cropped < dimension ? (int)cropped : dimension;
    }
}
