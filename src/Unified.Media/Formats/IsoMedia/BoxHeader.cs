namespace Unified.Media;

/// <summary>The type and position of a box. The content follows the size and the type.</summary>
internal readonly record struct BoxHeader(uint Type, long Offset, long ContentStart, long End)
{
    /// <summary>The length of the version and flags at the start of the content of many boxes.</summary>
    public const int VersionAndFlagsLength = 4;

    public long ContentLength => End - ContentStart;

    /// <summary>Loads the first <paramref name="count"/> bytes of the content. Throws <c>malformed</c> when the box is shorter.</summary>
    public ValueTask EnsureLoadedAsync(ByteWindow window, int count, CancellationToken cancellationToken) =>
        count <= ContentLength
            ? window.EnsureLoadedAsync(ContentStart, count, cancellationToken)
            : throw window.MalformedException("a box is too short for its type");
}
