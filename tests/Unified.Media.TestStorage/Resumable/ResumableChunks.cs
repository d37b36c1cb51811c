using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Receives the chunks of resumable uploads. When the connection breaks, the received bytes of the chunk are kept.</summary>
internal sealed class ResumableChunks(StorageState state, ResumableAccess access)
{
    public const string ContentType = "application/offset+octet-stream";

    public async Task AppendAsync(
        StorageRequest request, StorageCaller caller, string id, Func<StorageRequest, string, ResumableUpload> find)
    {
        var offset = request.Header("upload-offset") ?? throw ResumableException.Protocol(403, "Upload-Offset header required");
        if (request.Header("content-type") != ContentType)
        {
            throw ResumableException.Protocol(400, "Invalid content-type");
        }

        var upload = find(request, id);
        access.Check(request, caller, upload.Bucket, upload.Key);
        if (offset != upload.Offset.ToString(CultureInfo.InvariantCulture) && upload.IsComplete)
        {
            throw ResumableException.Protocol(409, "Upload-Offset conflict");
        }

        await ReceiveAsync(request, caller, upload, offset);
        var response = request.Context.Response;
        response.Headers["upload-offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        AddExpiresHeader(request, upload);
        response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Receives content while holding the lock of the upload, and stores the object after the last byte.</summary>
    /// <param name="expectedOffset">The offset that the client sent; null when the request creates the upload.</param>
    public async Task ReceiveAsync(StorageRequest request, StorageCaller caller, ResumableUpload upload, string? expectedOffset = null)
    {
        var holder = await upload.AcquireAsync(request.Aborted);
        try
        {
            if (expectedOffset is not null && expectedOffset != upload.Offset.ToString(CultureInfo.InvariantCulture))
            {
                throw ResumableException.Protocol(409, "Upload-Offset conflict");
            }

            ReadLength(request, upload);
            if (!upload.IsComplete && await WriteAsync(request, upload, holder.Token) && upload.Offset == upload.Length)
            {
                Complete(request, caller, upload);
            }
        }
        finally
        {
            upload.Release(holder);
        }
    }

    /// <summary>Adds the header <c>upload-expires</c> when the upload expires.</summary>
    public static void AddExpiresHeader(StorageRequest request, ResumableUpload upload)
    {
        if (upload.ExpiresAt is { } end && !upload.IsComplete)
        {
            request.Context.Response.Headers["upload-expires"] = end.ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private void ReadLength(StorageRequest request, ResumableUpload upload)
    {
        if (upload.Length is null
            && long.TryParse(request.Header("upload-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            var bucket = state.Table.FindBucket(upload.Bucket);
            if (bucket is not null && length > state.Writer.MaxBytes(bucket))
            {
                throw ResumableException.Protocol(413, "Maximum size exceeded");
            }

            upload.Length = length;
        }
    }

    // Returns false when another request for the same upload has interrupted this one.
    private async Task<bool> WriteAsync(StorageRequest request, ResumableUpload upload, CancellationToken cancellationToken)
    {
        var remaining = upload.Length - upload.Offset;
        if (request.Context.Request.ContentLength > remaining)
        {
            throw ResumableException.Protocol(413, "upload's size exceeded");
        }

        try
        {
            await state.Files.AppendAsync(
                upload.Version,
                request.Context.Request.Body,
                upload.Offset,
                upload.Md5,
                remaining,
                end => upload.Offset = end,
                cancellationToken);
            return true;
        }
        catch (StorageErrorException)
        {
            throw ResumableException.Protocol(413, "upload's size exceeded");
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Complete(StorageRequest request, StorageCaller caller, ResumableUpload upload)
    {
        // The policies may have changed, and another upload may have stored the object, since the first chunk.
        access.Check(request, caller, upload.Bucket, upload.Key);
        var metadata = upload.Metadata.UserMetadata is { } json ? UploadHeaders.ParseMetadata(json) : null;
        var headers = new UploadHeaders(
            upload.Metadata.ContentType ?? "application/octet-stream", upload.Metadata.CacheControl, metadata, Robots: null);
        var content = new StoredContent(upload.Offset, ObjectFiles.ETag(upload.Md5));
        state.Writer.WriteRow(upload.Bucket, upload.Key, upload.Version, upload.Owner, content, headers);
        upload.IsComplete = true;
        request.Context.Response.Headers["tus-complete"] = "1";
    }
}
