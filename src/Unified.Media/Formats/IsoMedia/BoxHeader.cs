namespace Unified.Media;

/// <summary>The type and position of a box. The content follows the size and the type.</summary>
internal readonly record struct BoxHeader(uint Type, long Offset, long ContentStart, long End)
{
    /// <summary>The length of the version and flags at the start of the content of many boxes.</summary>
    public const int VersionAndFlagsLength = 4;

    public long ContentLength => End - ContentStart;

    /// <summary>Buffers the first bytes of the content. A shorter box is malformed.</summary>
    public ValueTask EnsureAsync(ByteWindow window, int count, CancellationToken cancellationToken) =>
        count <= ContentLength
            ? window.EnsureAsync(ContentStart, count, cancellationToken)
            : throw window.Malformed("a box is too short for its type");
}
