namespace Unified.Media;

/// <summary>Opens the content of an upload: the caller's stream, a file, or a URL.</summary>
internal sealed class OpenContent(FetchRemoteContent remote)
{
    public async Task<IncomingContent> OpenAsync(UploadContext upload, CancellationToken cancellationToken)
    {
        var content = upload.Request.Content;
        var incoming = content.Uri is { } source ? await FetchAsync(upload, source, cancellationToken).ConfigureAwait(false)
            : content.Path is { } path ? OpenFile(path)
            : content.Bytes is { } bytes ? new(MediaContent.Open(bytes), declaredLength: null, resource: null)
            : new(content.Stream!, content.Length, resource: null);
        upload.DeclaredLength = incoming.DeclaredLength;
        upload.Length = incoming.Length;
        return incoming;
    }

    private async Task<IncomingContent> FetchAsync(UploadContext upload, Uri source, CancellationToken cancellationToken)
    {
        try
        {
            var body = await remote.OpenAsync(source, upload.Limits.MaxBytes, cancellationToken).ConfigureAwait(false);
            return new(body.Content, body.Length, body);
        }
        catch (MediaRejectedException exception) when (upload.Reasons.Count > 0)
        {
            throw upload.ToRejection(exception.Reasons);
        }
    }

    private static IncomingContent OpenFile(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });
        return new(file, declaredLength: null, file);
    }
}
