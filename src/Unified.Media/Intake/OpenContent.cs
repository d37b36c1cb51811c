namespace Unified.Media;

/// <summary>Opens a request's content. Closes what it opened itself; a caller's stream stays open.</summary>
internal sealed class OpenContent(FetchRemoteContent remote)
{
    // What is wrong with the request already is named with what is wrong with the source.
    public async Task<IncomingContent> RunAsync(
        MediaContent content, long maxBytes, IReadOnlyList<RejectionReason> reasons, CancellationToken cancellationToken)
    {
        if (content.Source is { } source)
        {
            try
            {
                var body = await remote.OpenAsync(source, maxBytes, cancellationToken).ConfigureAwait(false);
                return new(body.Content, body.Length, body);
            }
            catch (MediaRejectedException exception) when (reasons.Count > 0)
            {
                throw new MediaRejectedException([.. reasons, .. exception.Reasons]);
            }
        }

        if (content.Path is { } path)
        {
            var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });
            return new(file, file.CanSeek ? file.Length : null, file);
        }

        var stream = content.Stream!;
        return new(stream, stream.CanSeek ? stream.Length - stream.Position : content.DeclaredLength, owned: null)
        {
            Declared = content.DeclaredLength,
        };
    }
}
