namespace Unified.Media;

/// <summary>Content on its way in: a stream, what is known of its length, and what must be closed with it.</summary>
internal sealed class IncomingContent(Stream stream, long? declaredLength, IAsyncDisposable? owned) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    /// <summary>The length in bytes that the caller or a remote server declared; null without a declaration.</summary>
    public long? DeclaredLength { get; } = declaredLength;

    /// <summary>Bytes that will come: counted for seekable streams, announced for others, null where nothing was announced.</summary>
    public long? Length { get; } = stream.CanSeek ? stream.Length - stream.Position : declaredLength;

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
