namespace Unified.Media;

/// <summary>Content that is being fetched. Disposing it closes the connection.</summary>
internal sealed class RemoteBody(RemoteExchange exchange, Stream content, long? length) : IAsyncDisposable
{
    /// <summary>
    /// Reads forward once, asynchronously only. A read throws <see cref="MediaRejectedException"/> when a limit is passed or the body ends
    /// early, and so does every read after it. Not safe for concurrent use.
    /// </summary>
    public Stream Content => content;

    /// <summary>The declared length in bytes, which the content then has or fails; null when the server did not declare one.</summary>
    public long? Length => length;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        exchange.Dispose();
    }
}
