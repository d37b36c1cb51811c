using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// Reads the headers of nested EBML elements without recursion. An element of known size must lie inside its parent, and the outermost
/// elements inside the content.
/// </summary>
internal struct EbmlReader
{
    public const int MaxDepth = 16;
    public const int MaxElements = 10_000;

    private const int MaxIdLength = 4;
    private const int MaxSizeLength = 8;
    private const ulong MaxSize = (1ul << 56) - 1;

    private readonly MediaFormat _format;
    private Levels _ends;

    /// <summary>
    /// One bit per level, which is set when the level ends where the content ends. An element that exceeds such a level is truncated, not malformed.
    /// </summary>
    private uint _levelsEndingWithContent;

    private EbmlReader(MediaFormat format, long position, long end, bool isWholeFile)
    {
        _format = format;
        _levelsEndingWithContent = isWholeFile ? 1u : 0u;
        _ends[0] = end;
        Position = position;
    }

    /// <summary>The offset of the next element.</summary>
    public long Position { get; private set; }

    public int Depth { get; private set; }

    /// <summary>The number of elements read so far. A caller can set it to include the elements of a nested reader.</summary>
    public int ElementsRead { get; set; }

    /// <summary>The number of bytes that <see cref="Read"/> needs.</summary>
    public readonly int HeaderLength => (int)Math.Min(MaxIdLength + MaxSizeLength, _ends[Depth] - Position);

    /// <summary>True when the current level ends where the content ends.</summary>
    public readonly bool EndsWithContent => (_levelsEndingWithContent & (1u << Depth)) != 0;

    public static EbmlReader ForFile(ByteWindow window) => new(window.Format, 0, window.Length, isWholeFile: true);

    public static EbmlReader Inside(EbmlElement element, MediaFormat format) =>
        new(format, element.ContentStart, element.End, isWholeFile: false);

    /// <summary>Creates a reader at a position that another element points to.</summary>
    public static EbmlReader From(long position, ByteWindow window) =>
        new(window.Format, Math.Min(position, window.Length), window.Length, isWholeFile: true);

    /// <summary>Leaves the master elements that end at the current position. Returns false when there is no further element.</summary>
    public bool MoveNext()
    {
        while (Position == _ends[Depth])
        {
            if (Depth == 0)
            {
                return false;
            }

            Depth--;
        }

        return true;
    }

    /// <summary>Reads the header of the element at <see cref="Position"/> and moves to the next element.</summary>
    public EbmlElement Read(ReadOnlySpan<byte> bytes)
    {
        if (++ElementsRead > MaxElements)
        {
            throw MediaFormatException.Malformed(_format, "too many elements");
        }

        if (!EbmlElement.TryReadNumber(bytes, MaxIdLength, keepLengthMarker: true, out var id, out var idLength) ||
            !EbmlElement.TryReadNumber(bytes[idLength..], MaxSizeLength, keepLengthMarker: false, out var size, out var sizeLength))
        {
            throw EbmlElement.CanBeHeaderStart(bytes)
                ? OverrunException()
                : MediaFormatException.Malformed(_format, "an element has no valid header");
        }

        var contentStart = Position + idLength + sizeLength;
        var hasUnknownSize = size == MaxSize >> (7 * (MaxSizeLength - sizeLength));
        if (!hasUnknownSize && size > (ulong)(_ends[Depth] - contentStart))
        {
            throw OverrunException();
        }

        var element = new EbmlElement((uint)id, Position, contentStart, hasUnknownSize ? _ends[Depth] : contentStart + (long)size, hasUnknownSize);
        Position = element.End;
        return element;
    }

    /// <summary>Moves into the master element that was read last.</summary>
    public void Enter(EbmlElement element)
    {
        if (Depth + 1 == MaxDepth)
        {
            throw MediaFormatException.Malformed(_format, "elements are nested too deeply");
        }

        var endsWithContent = EndsWithContent && element.HasUnknownSize;
        Depth++;
        _ends[Depth] = element.End;
        _levelsEndingWithContent = endsWithContent ? _levelsEndingWithContent | (1u << Depth) : _levelsEndingWithContent & ~(1u << Depth);
        Position = element.ContentStart;
    }

    /// <summary>
    /// Continues with the content of an element of unknown size as if it belonged to the parent, because its end is not known.
    /// </summary>
    public void Flatten(EbmlElement element) => Position = element.ContentStart;

    private readonly MediaFormatException OverrunException() => EndsWithContent
        ? MediaFormatException.Truncated(_format)
        : MediaFormatException.Malformed(_format, "an element does not fit into its parent");

    [InlineArray(MaxDepth)]
    private struct Levels
    {
        private long _first;
    }
}
