using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Receives the chunks of resumable uploads. The received bytes of a broken chunk stay.</summary>
internal sealed class ResumableChunks(StorageState state, ResumableAccess access)
{
    public const string ContentType = "application/offset+octet-stream";

    public async Task AppendAsync(
        StorageRequest request, StorageCaller caller, string id, Func<StorageRequest, string, ResumableUpload> find)
    {
        var offset = request.Header("upload-offset") ?? throw ResumableFailure.Protocol(403, "Upload-Offset header required");
        if (request.Header("content-type") != ContentType)
        {
            throw ResumableFailure.Protocol(400, "Invalid content-type");
        }

        var upload = find(request, id);
        access.Check(request, caller, upload.Bucket, upload.Key);
        if (offset != upload.Offset.ToString(CultureInfo.InvariantCulture) && upload.IsComplete)
        {
            throw ResumableFailure.Protocol(409, "Upload-Offset conflict");
        }

        await ReceiveAsync(request, caller, upload, offset);
        var response = request.Context.Response;
        response.Headers["upload-offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        AddExpiresHeader(request, upload);
        response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Receives content under the lock of the upload, and completes the object when all bytes are there.</summary>
    /// <param name="expectedOffset">The offset that the client sent; null at creation.</param>
    public async Task ReceiveAsync(StorageRequest request, StorageCaller caller, ResumableUpload upload, string? expectedOffset = null)
    {
        var turn = await upload.HoldAsync(request.Aborted);
        try
        {
            if (expectedOffset is not null && expectedOffset != upload.Offset.ToString(CultureInfo.InvariantCulture))
            {
                throw ResumableFailure.Protocol(409, "Upload-Offset conflict");
            }

            TakeLength(request, upload);
            if (!upload.IsComplete && await WriteAsync(request, upload, turn.Token) && upload.Offset == upload.Length)
            {
                Complete(request, caller, upload);
            }
        }
        finally
        {
            upload.Release(turn);
        }
    }

    /// <summary>Adds the time of expiry. Uploads of the file backend do not expire.</summary>
    public static void AddExpiresHeader(StorageRequest request, ResumableUpload upload)
    {
        if (upload.ExpiresAt is { } end && !upload.IsComplete)
        {
            request.Context.Response.Headers["upload-expires"] = end.ToString("R", CultureInfo.InvariantCulture);
        }
    }

    private void TakeLength(StorageRequest request, ResumableUpload upload)
    {
        if (upload.Length is null
            && long.TryParse(request.Header("upload-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            var bucket = state.Table.FindBucket(upload.Bucket);
            if (bucket is not null && length > state.Write.Limit(bucket))
            {
                throw ResumableFailure.Protocol(413, "Maximum size exceeded");
            }

            upload.Length = length;
        }
    }

    // False when another request took over. The response then has the offset that this request reached.
    private async Task<bool> WriteAsync(StorageRequest request, ResumableUpload upload, CancellationToken cancellationToken)
    {
        var room = upload.Length - upload.Offset;
        if (request.Context.Request.ContentLength > room)
        {
            throw ResumableFailure.Protocol(413, "upload's size exceeded");
        }

        try
        {
            await state.Files.AppendAsync(
                upload.Version,
                request.Context.Request.Body,
                upload.Offset,
                upload.Md5,
                room,
                cancellationToken,
                end => upload.Offset = end);
            return true;
        }
        catch (StorageFailure)
        {
            throw ResumableFailure.Protocol(413, "upload's size exceeded");
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Complete(StorageRequest request, StorageCaller caller, ResumableUpload upload)
    {
        // The policies and the row may have changed since the first chunk.
        access.Check(request, caller, upload.Bucket, upload.Key);
        var metadata = upload.Metadata.UserMetadata is { } json ? UploadHeaders.ParseMetadata(json) : null;
        var headers = new UploadHeaders(
            upload.Metadata.ContentType ?? "application/octet-stream", upload.Metadata.CacheControl, metadata, Robots: null);
        var content = new StoredContent(upload.Offset, ObjectFiles.ETag(upload.Md5));
        state.Write.Finish(upload.Bucket, upload.Key, upload.Version, upload.Owner, content, headers);
        upload.IsComplete = true;
        request.Context.Response.Headers["tus-complete"] = "1";
    }
}
