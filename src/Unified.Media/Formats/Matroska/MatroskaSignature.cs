namespace Unified.Media;

/// <summary>Recognizes WebM and Matroska by the document type in the EBML header.</summary>
internal static class MatroskaSignature
{
    public static MediaFormat? Recognize(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || !TryReadElement(head, out _, out var header))
        {
            return null;
        }

        while (TryReadElement(header, out var id, out var content))
        {
            if (id == EbmlId.DocType)
            {
                var type = content.TrimEnd((byte)0);
                return type.SequenceEqual("webm"u8) ? MediaFormat.WebM : type.SequenceEqual("matroska"u8) ? MediaFormat.Matroska : null;
            }

            var hasNext = header.Overlaps(content, out var offset) && offset + content.Length < header.Length;
            header = hasNext ? header[(offset + content.Length)..] : default;
        }

        return null;
    }

    /// <summary>Reads an element. Its content is cut off at the end of the bytes if it is longer.</summary>
    private static bool TryReadElement(ReadOnlySpan<byte> bytes, out uint id, out ReadOnlySpan<byte> content)
    {
        id = 0;
        content = default;
        if (!EbmlElement.TryReadNumber(bytes, 4, keepLengthMarker: true, out var number, out var idLength) ||
            !EbmlElement.TryReadNumber(bytes[idLength..], 8, keepLengthMarker: false, out var size, out var sizeLength))
        {
            return false;
        }

        id = (uint)number;
        content = bytes[(idLength + sizeLength)..];
        content = content[..(int)Math.Min(size, (ulong)content.Length)];
        return true;
    }
}
