namespace Unified.Media.Drivers;

/// <summary>An object, open for reading.</summary>
public sealed class ObjectContent(StoredObject storedObject, ByteRange range, Stream stream) : IAsyncDisposable
{
    /// <summary>The whole object's facts.</summary>
    public StoredObject Stored { get; } = storedObject;

    /// <summary>The part that <see cref="Stream"/> gives, cut to the object; its length is never null.</summary>
    public ByteRange Range { get; } = range;

    /// <summary>The bytes of <see cref="Range"/>, read forward by one reader.</summary>
    public Stream Stream { get; } = stream;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
