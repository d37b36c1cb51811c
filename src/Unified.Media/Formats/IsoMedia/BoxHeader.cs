namespace Unified.Media;

/// <summary>One box: its type, where its content begins (after the size and the type) and where it ends.</summary>
internal readonly record struct BoxHeader(uint Type, long Offset, long Content, long End)
{
    /// <summary>Length of the version and the flags that the content of many boxes begins with.</summary>
    public const int VersionAndFlagsLength = 4;

    public long ContentLength => End - Content;

    /// <summary>Makes the window hold the first bytes of the content; a box that is too short for them is malformed.</summary>
    public ValueTask EnsureAsync(ByteWindow window, int count, CancellationToken cancellationToken) =>
        count <= ContentLength
            ? window.EnsureAsync(Content, count, cancellationToken)
            : throw window.Malformed("a box is too short for its type");
}
