namespace Unified.Media;

/// <summary>The body of a remote response. Disposing it closes the connection.</summary>
internal sealed class RemoteBody(RemoteHttpClient client, Stream content, long? length) : IAsyncDisposable
{
    /// <summary>
    /// A forward-only stream that supports asynchronous reads only. When a limit is exceeded or the body ends early, this read and all later reads
    /// throw <see cref="MediaRejectedException"/>. Not safe for concurrent use.
    /// </summary>
    public Stream Content => content;

    /// <summary>The number of bytes that the server has declared; null when it has not. Reading fails if the content has another length.</summary>
    public long? Length => length;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        client.Dispose();
    }
}
