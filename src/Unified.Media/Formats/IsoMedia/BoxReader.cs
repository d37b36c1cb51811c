using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// Reads the headers of nested boxes without recursion, so that hostile content cannot exhaust the stack. Every box must lie inside its parent, and
/// the outermost boxes inside the content.
/// </summary>
internal struct BoxReader
{
    public const int MaxDepth = 16;
    public const int MaxBoxes = 10_000;

    /// <summary>The length of a header with a 64-bit size.</summary>
    private const int MaxHeaderLength = 16;
    private const int MinHeaderLength = 8;

    private readonly MediaFormat _format;
    private readonly bool _isWholeFile;
    private Levels<long> _ends;
    private Levels<uint> _containers;

    private BoxReader(MediaFormat format, long position, long end, bool isWholeFile)
    {
        _format = format;
        _isWholeFile = isWholeFile;
        _ends[0] = end;
        Position = position;
    }

    /// <summary>The offset of the next box.</summary>
    public long Position { get; private set; }

    /// <summary>The number of containers around the current position.</summary>
    public int Depth { get; private set; }

    /// <summary>The number of boxes read so far. A caller can set it to include the boxes of a nested reader.</summary>
    public int BoxesRead { get; set; }

    /// <summary>The type of the innermost container; 0 at the top level.</summary>
    public readonly uint Container => _containers[Depth];

    /// <summary>The number of bytes that <see cref="Read"/> needs.</summary>
    public readonly int HeaderLength => (int)Math.Min(MaxHeaderLength, _ends[Depth] - Position);

    public static BoxReader ForFile(ByteWindow window) => new(window.Format, 0, window.Length, isWholeFile: true);

    /// <summary>Creates a reader of the boxes inside a box, after the first <paramref name="skip"/> bytes of its content.</summary>
    public static BoxReader Inside(BoxHeader box, int skip, MediaFormat format) =>
        new(format, Math.Min(box.ContentStart + skip, box.End), box.End, isWholeFile: false);

    /// <summary>
    /// Creates a reader of the boxes inside a metadata box, which starts with a version and flags in ISO files but not in QuickTime files.
    /// </summary>
    public static async ValueTask<BoxReader> InsideMetaAsync(
        BoxHeader meta, ByteWindow window, int boxesRead, CancellationToken cancellationToken)
    {
        var skip = BoxHeader.VersionAndFlagsLength;
        if (meta.ContentLength >= 8)
        {
            await window.EnsureLoadedAsync(meta.ContentStart, 8, cancellationToken).ConfigureAwait(false);
            skip = BinaryPrimitives.ReadUInt32BigEndian(window.Read(meta.ContentStart + 4, 4)) == BoxType.Hdlr ? 0 : skip;
        }

        return Inside(meta, skip, window.Format) with { BoxesRead = boxesRead };
    }

    /// <summary>
    /// Leaves the containers that end at the current position. Returns false when there is no further box. Bytes at the end of a container that are
    /// too few for a box are padding, as QuickTime writes it.
    /// </summary>
    public bool MoveNext()
    {
        while (true)
        {
            var remaining = _ends[Depth] - Position;
            var isFileLevel = _isWholeFile && Depth == 0;
            if (remaining >= MinHeaderLength || (remaining > 0 && isFileLevel))
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

    /// <summary>Reads the header of the box at <see cref="Position"/> and moves to the next box.</summary>
    public BoxHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (++BoxesRead > MaxBoxes)
        {
            throw MediaFormatException.Malformed(_format, "too many boxes");
        }

        var isFileLevel = _isWholeFile && Depth == 0;
        var end = _ends[Depth];
        if (bytes.Length < MinHeaderLength)
        {
            throw OverrunException(isFileLevel);
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headerLength = MinHeaderLength;
        if (size == 0)
        {
            size = SizeToTheEnd(isFileLevel, type, end);
        }
        else if (size == 1)
        {
            headerLength = MaxHeaderLength;
            size = bytes.Length < MaxHeaderLength ? throw OverrunException(isFileLevel) : BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        }

        if (size < (ulong)headerLength)
        {
            throw MediaFormatException.Malformed(_format, "a box is smaller than its header");
        }

        if (size > (ulong)(end - Position))
        {
            throw OverrunException(isFileLevel);
        }

        var box = new BoxHeader(type, Position, Position + headerLength, Position + (long)size);
        Position = box.End;
        return box;
    }

    /// <summary>Moves into the box that was read last, after the first <paramref name="skip"/> bytes of its content.</summary>
    public void Enter(BoxHeader box, int skip = 0)
    {
        if (Depth + 1 == MaxDepth)
        {
            throw MediaFormatException.Malformed(_format, "boxes are nested too deeply");
        }

        Depth++;
        _ends[Depth] = box.End;
        _containers[Depth] = box.Type;
        Position = Math.Min(box.ContentStart + skip, box.End);
    }

    private readonly ulong SizeToTheEnd(bool isFileLevel, uint type, long end) =>
        isFileLevel || type == 0
            ? (ulong)(end - Position)
            : throw MediaFormatException.Malformed(_format, "a nested box has no size");

    private readonly MediaFormatException OverrunException(bool isFileLevel) =>
        isFileLevel
            ? MediaFormatException.Truncated(_format)
            : MediaFormatException.Malformed(_format, "a box does not fit into its container");

    [InlineArray(MaxDepth)]
    private struct Levels<T>
    {
        private T _first;
    }
}
