namespace Unified.Media;

/// <summary>The opened content of an upload. Disposing this object closes a stream that the library opened, but not a stream of the caller.</summary>
internal sealed class IncomingContent(Stream stream, long? declaredLength, IAsyncDisposable? resource) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    /// <summary>The length in bytes that the caller or a remote server declared; null when undeclared.</summary>
    public long? DeclaredLength { get; } = declaredLength;

    /// <summary>The length in bytes: actual for a seekable stream, declared for others; null when undeclared.</summary>
    public long? Length { get; } = stream.CanSeek ? stream.Length - stream.Position : declaredLength;

    public ValueTask DisposeAsync() => resource?.DisposeAsync() ?? ValueTask.CompletedTask;
}
