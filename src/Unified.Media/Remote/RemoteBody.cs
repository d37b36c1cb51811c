namespace Unified.Media;

/// <summary>The body of a remote source. Disposing it closes the connection.</summary>
internal sealed class RemoteBody(RemoteHttpClient client, Stream content, long? length) : IAsyncDisposable
{
    /// <summary>
    /// The content: forward-only and asynchronous. A read throws <see cref="MediaRejectedException"/> when a limit is exceeded or the body ends
    /// early, and so does every later read. Not safe for concurrent use.
    /// </summary>
    public Stream Content => content;

    /// <summary>The declared length in bytes; null when the server did not declare one. Reading fails for content of another length.</summary>
    public long? Length => length;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        client.Dispose();
    }
}
