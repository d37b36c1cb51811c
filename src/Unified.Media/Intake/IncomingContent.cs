namespace Unified.Media;

/// <summary>Content on its way in: a stream, what is known of its length, and what must be closed with it.</summary>
internal sealed class IncomingContent(Stream stream, long? length, IAsyncDisposable? owned) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    /// <summary>Bytes that will come; known for seekable streams, declared for others, null where nobody said.</summary>
    public long? Length { get; } = length;

    /// <summary>What the caller said that the length is; null where it said nothing.</summary>
    public long? Declared { get; init; }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
