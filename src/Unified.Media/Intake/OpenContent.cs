namespace Unified.Media;

/// <summary>Opens a request's content. Closes what it opened itself; a caller's stream stays open.</summary>
internal sealed class OpenContent(FetchRemoteContent remote)
{
    public async Task<IncomingContent> RunAsync(MediaContent content, long maxBytes, CancellationToken cancellationToken)
    {
        if (content.Source is { } source)
        {
            var body = await remote.OpenAsync(source, maxBytes, cancellationToken).ConfigureAwait(false);
            return new(body.Content, body.Length, body);
        }

        if (content.Path is { } path)
        {
            var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });
            return new(file, file.Length, file);
        }

        var stream = content.Stream!;
        return new(stream, stream.CanSeek ? stream.Length - stream.Position : content.DeclaredLength, owned: null);
    }
}
