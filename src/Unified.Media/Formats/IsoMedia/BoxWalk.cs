using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// A walk over boxes and into the containers among them, without recursion: no content can exhaust the stack. Every box must
/// lie inside its parent, and the outermost ones inside the content.
/// </summary>
internal struct BoxWalk
{
    public const int MaxDepth = 16;
    public const int MaxBoxes = 10_000;

    /// <summary>The most bytes that the size and the type of a box take.</summary>
    private const int MaxHeaderLength = 16;
    private const int MinHeaderLength = 8;

    private readonly MediaFormat _format;
    private readonly bool _isWholeFile;
    private Levels<long> _ends;
    private Levels<uint> _containers;

    private BoxWalk(MediaFormat format, long position, long end, bool isWholeFile)
    {
        _format = format;
        _isWholeFile = isWholeFile;
        _ends[0] = end;
        Position = position;
    }

    /// <summary>Where the next box begins.</summary>
    public long Position { get; private set; }

    /// <summary>How many containers the walk is inside of.</summary>
    public int Depth { get; private set; }

    /// <summary>Boxes seen. Set when another walk has seen some on behalf of this one.</summary>
    public int Visited { get; set; }

    /// <summary>The type of the innermost container, 0 outside of all.</summary>
    public readonly uint Container => _containers[Depth];

    /// <summary>The bytes that <see cref="Read"/> wants to see.</summary>
    public readonly int HeaderLength => (int)Math.Min(MaxHeaderLength, _ends[Depth] - Position);

    public static BoxWalk OverFile(ByteWindow window) => new(window.Format, 0, window.Length, isWholeFile: true);

    /// <summary>A walk over what is inside a box, after the first <paramref name="skip"/> bytes of its content.</summary>
    public static BoxWalk Inside(BoxHeader box, int skip, MediaFormat format) =>
        new(format, Math.Min(box.Content + skip, box.End), box.End, isWholeFile: false);

    /// <summary>A walk over what is inside a metadata box. QuickTime's box has no version and flags; ISO's has.</summary>
    public static async ValueTask<BoxWalk> InsideMetaAsync(
        BoxHeader meta, ByteWindow window, int visited, CancellationToken cancellationToken)
    {
        var skip = BoxHeader.VersionAndFlagsLength;
        if (meta.ContentLength >= 8)
        {
            await window.EnsureAsync(meta.Content, 8, cancellationToken).ConfigureAwait(false);
            skip = BinaryPrimitives.ReadUInt32BigEndian(window.Read(meta.Content + 4, 4)) == BoxType.Hdlr ? 0 : skip;
        }

        return Inside(meta, skip, window.Format) with { Visited = visited };
    }

    /// <summary>
    /// Leaves the containers that end here. False when there is no further box. Fewer bytes than a box needs, at the end of a
    /// container, are padding: QuickTime writes a zero there.
    /// </summary>
    public bool MoveOn()
    {
        while (true)
        {
            var left = _ends[Depth] - Position;
            var isFileLevel = _isWholeFile && Depth == 0;
            if (left >= MinHeaderLength || (left > 0 && isFileLevel))
            {
                return true;
            }

            Position = _ends[Depth];
            if (Depth == 0)
            {
                return false;
            }

            Depth--;
        }
    }

    /// <summary>Reads the box at <see cref="Position"/> and moves behind it.</summary>
    public BoxHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (++Visited > MaxBoxes)
        {
            throw MediaFormatException.Malformed(_format, "too many boxes");
        }

        var isFileLevel = _isWholeFile && Depth == 0;
        var end = _ends[Depth];
        if (bytes.Length < MinHeaderLength)
        {
            throw Overrun(isFileLevel);
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var header = MinHeaderLength;
        if (size == 0)
        {
            size = SizeToTheEnd(isFileLevel, type, end);
        }
        else if (size == 1)
        {
            header = MaxHeaderLength;
            size = bytes.Length < MaxHeaderLength ? throw Overrun(isFileLevel) : BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        }

        if (size < (ulong)header)
        {
            throw MediaFormatException.Malformed(_format, "a box is smaller than its header");
        }

        if (size > (ulong)(end - Position))
        {
            throw Overrun(isFileLevel);
        }

        var box = new BoxHeader(type, Position, Position + header, Position + (long)size);
        Position = box.End;
        return box;
    }

    /// <summary>Goes on inside the box that was read last, after the first <paramref name="skip"/> bytes of its content.</summary>
    public void Enter(BoxHeader box, int skip = 0)
    {
        if (Depth + 1 == MaxDepth)
        {
            throw MediaFormatException.Malformed(_format, "boxes are nested too deeply");
        }

        Depth++;
        _ends[Depth] = box.End;
        _containers[Depth] = box.Type;
        Position = Math.Min(box.Content + skip, box.End);
    }

    private readonly ulong SizeToTheEnd(bool isFileLevel, uint type, long end) =>
        isFileLevel || type == 0
            ? (ulong)(end - Position)
            : throw MediaFormatException.Malformed(_format, "a box inside another has no end");

    private readonly MediaFormatException Overrun(bool isFileLevel) =>
        isFileLevel
            ? MediaFormatException.Truncated(_format)
            : MediaFormatException.Malformed(_format, "a box does not fit into its container");

    [InlineArray(MaxDepth)]
    private struct Levels<T>
    {
        private T _first;
    }
}
