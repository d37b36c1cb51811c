namespace Unified.Media.Drivers;

/// <summary>An object that is open for reading.</summary>
public sealed class ObjectContent(StoredObject storedObject, ByteRange range, Stream stream) : IAsyncDisposable
{
    /// <summary>The properties of the whole object.</summary>
    public StoredObject Stored { get; } = storedObject;

    /// <summary>The byte range that <see cref="Stream"/> contains, limited to the object. Its length is never null.</summary>
    public ByteRange Range { get; } = range;

    /// <summary>The bytes of <see cref="Range"/>, as a forward-only stream.</summary>
    public Stream Stream { get; } = stream;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
