using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// A walk over EBML elements and into the masters among them, without recursion. An element of known size must lie inside its
/// parent, and the outermost ones inside the content.
/// </summary>
internal struct EbmlWalk
{
    public const int MaxDepth = 16;
    public const int MaxElements = 10_000;

    private const int MaxIdLength = 4;
    private const int MaxSizeLength = 8;
    private const ulong MaxSize = (1ul << 56) - 1;

    private readonly MediaFormat _format;
    private Levels _ends;

    /// <summary>A bit per level whose end is only the end of the content: what does not fit there was cut off, not wrong.</summary>
    private uint _openLevels;

    private EbmlWalk(MediaFormat format, long position, long end, bool isWholeFile)
    {
        _format = format;
        _openLevels = isWholeFile ? 1u : 0u;
        _ends[0] = end;
        Position = position;
    }

    /// <summary>Where the next element begins.</summary>
    public long Position { get; private set; }

    public int Depth { get; private set; }

    /// <summary>Elements seen. Set when another walk has seen some on behalf of this one.</summary>
    public int Visited { get; set; }

    /// <summary>The bytes that <see cref="Read"/> wants to see.</summary>
    public readonly int HeaderLength => (int)Math.Min(MaxIdLength + MaxSizeLength, _ends[Depth] - Position);

    /// <summary>Whether only the end of the content ends the elements here.</summary>
    public readonly bool IsOpen => (_openLevels & (1u << Depth)) != 0;

    public static EbmlWalk OverFile(ByteWindow window) => new(window.Format, 0, window.Length, isWholeFile: true);

    public static EbmlWalk Inside(EbmlElement element, MediaFormat format) =>
        new(format, element.Content, element.End, isWholeFile: false);

    /// <summary>A walk over the rest of the content from a place that another element points to.</summary>
    public static EbmlWalk From(long position, ByteWindow window) =>
        new(window.Format, Math.Min(position, window.Length), window.Length, isWholeFile: true);

    /// <summary>Leaves the masters that end here. False when there is no further element.</summary>
    public bool MoveOn()
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

    /// <summary>Reads the element at <see cref="Position"/> and moves behind it.</summary>
    public EbmlElement Read(ReadOnlySpan<byte> bytes)
    {
        if (++Visited > MaxElements)
        {
            throw MediaFormatException.Malformed(_format, "too many elements");
        }

        if (!EbmlElement.TryReadNumber(bytes, MaxIdLength, keepMarker: true, out var id, out var idLength) ||
            !EbmlElement.TryReadNumber(bytes[idLength..], MaxSizeLength, keepMarker: false, out var size, out var sizeLength))
        {
            throw EbmlElement.IsHeaderBeginning(bytes)
                ? Overrun()
                : MediaFormatException.Malformed(_format, "an element has no valid header");
        }

        var content = Position + idLength + sizeLength;
        var isUnknown = size == MaxSize >> (7 * (MaxSizeLength - sizeLength));
        if (!isUnknown && size > (ulong)(_ends[Depth] - content))
        {
            throw Overrun();
        }

        var element = new EbmlElement((uint)id, Position, content, isUnknown ? _ends[Depth] : content + (long)size, isUnknown);
        Position = element.End;
        return element;
    }

    /// <summary>Goes on inside the master element that was read last.</summary>
    public void Enter(EbmlElement element)
    {
        if (Depth + 1 == MaxDepth)
        {
            throw MediaFormatException.Malformed(_format, "elements are nested too deeply");
        }

        var isOpen = IsOpen && element.HasUnknownSize;
        Depth++;
        _ends[Depth] = element.End;
        _openLevels = isOpen ? _openLevels | (1u << Depth) : _openLevels & ~(1u << Depth);
        Position = element.Content;
    }

    /// <summary>
    /// Goes on with the content of an element of unknown size, as if that stood in the parent: only what follows tells its end.
    /// </summary>
    public void Flatten(EbmlElement element) => Position = element.Content;

    private readonly MediaFormatException Overrun() => IsOpen
        ? MediaFormatException.Truncated(_format)
        : MediaFormatException.Malformed(_format, "an element does not fit into its parent");

    [InlineArray(MaxDepth)]
    private struct Levels
    {
        private long _first;
    }
}
