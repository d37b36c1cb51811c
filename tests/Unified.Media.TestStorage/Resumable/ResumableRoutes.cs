using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>The routes of <c>/upload/resumable</c>: tus 1.0.0 with creation, termination, deferred length and expiration.</summary>
internal sealed class ResumableRoutes(StorageState state, ResumableChunks chunks, ResumableAccess access)
{
    private const string Version = "1.0.0";

    public async Task HandleAsync(StorageRequest request)
    {
        var response = request.Context.Response;
        try
        {
            response.Headers["tus-resumable"] = Version;
            await DispatchAsync(request);
        }
        catch (StorageErrorException)
        {
            // The real server checks the token before the tus protocol, so these errors do not have its header.
            response.Headers.Remove("tus-resumable");
            throw;
        }
        catch (ResumableException failure)
        {
            response.StatusCode = failure.Status;
            await TextAsync(request, failure.Message);
        }
    }

    private async Task DispatchAsync(StorageRequest request)
    {
        var signed = ResumableAccess.IsSigned(request);
        var id = request.Segments.ElementAtOrDefault(signed ? 3 : 2);
        if (HttpMethods.IsOptions(request.Method))
        {
            Options(request);
            return;
        }

        var caller = access.Caller(request);
        if (request.Header("tus-resumable") is null)
        {
            throw ResumableException.Protocol(412, "Tus-Resumable Required");
        }

        switch (request.Method, id)
        {
            case ("POST", null or ""):
                await CreateAsync(request, caller, signed);
                break;
            case ("HEAD", { } uploadId):
                await HeadAsync(request, Find(request, uploadId));
                break;
            case ("PATCH", { } uploadId):
                await chunks.AppendAsync(request, caller, uploadId, Find);
                break;
            case ("DELETE", { } uploadId):
                await TerminateAsync(request, caller, Find(request, uploadId));
                break;
            default:
                throw StorageErrors.NoRoute(request.Method, request.RawPath, isKnownPrefix: false);
        }
    }

    private async Task CreateAsync(StorageRequest request, StorageCaller caller, bool signed)
    {
        var header = request.Header("upload-metadata") ?? throw new ResumableException(400, "Metadata header is required");
        var metadata = ResumableMetadata.Parse(header);
        var (length, deferred) = (Length(request), request.Header("upload-defer-length"));
        if (length is null == deferred is null)
        {
            throw ResumableException.Protocol(400, "Upload-Length or Upload-Defer-Length header required");
        }

        var upload = Begin(request, caller, metadata, length);
        var id = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{upload.Bucket}/{upload.Key}/{upload.Version}"));
        state.Uploads[id] = upload;
        var response = request.Context.Response;
        var prefix = request.IsThroughGateway ? StorageRequest.GatewayPrefix : string.Empty;
        var route = signed ? "/upload/resumable/sign/" : "/upload/resumable/";
        response.Headers.Location = $"{request.Context.Request.Scheme}://{request.Context.Request.Host}{prefix}{route}{id}";
        ResumableChunks.AddExpiresHeader(request, upload);
        var withContent = request.Header("content-type") == ResumableChunks.ContentType;
        if (withContent || length == 0)
        {
            await chunks.ReceiveAsync(request, caller, upload);
        }

        response.StatusCode = StatusCodes.Status201Created;
        if (withContent)
        {
            response.Headers["upload-offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        }

        await TextAsync(request, string.Empty);
    }

    private ResumableUpload Begin(StorageRequest request, StorageCaller caller, ResumableMetadata metadata, long? length)
    {
        try
        {
            NameRules.ValidateBucketName(metadata.Bucket);
            NameRules.ValidateKey(metadata.Key ?? string.Empty);
            var bucket = state.Table.FindBucket(metadata.Bucket!) ?? throw StorageErrors.BucketNotFound;
            state.Writer.CheckLimits(bucket, metadata.Key!, metadata.ContentType, length: null);
            var (owner, _) = access.Check(request, caller, bucket.Name, metadata.Key!);
            if (length > state.Writer.MaxBytes(bucket))
            {
                throw ResumableException.Protocol(413, "Maximum size exceeded");
            }

            return new ResumableUpload(bucket.Name, metadata.Key!, Guid.NewGuid(), metadata, owner)
            {
                Length = length,
                ExpiresAt = state.Options.ResumableLifetime is { } lifetime ? state.Time.GetUtcNow() + lifetime : null,
            };
        }
        catch (StorageErrorException failure)
        {
            throw ResumableException.From(failure);
        }
    }

    private async Task HeadAsync(StorageRequest request, ResumableUpload upload)
    {
        access.CheckRead(request, upload.Bucket, upload.Key);
        var holder = await upload.AcquireAsync(request.Aborted);
        upload.Release(holder);
        var headers = request.Context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["upload-offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        headers["upload-metadata"] = upload.Metadata.ToString();
        if (upload.Length is { } length)
        {
            headers["upload-length"] = length.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            headers["upload-defer-length"] = "1";
        }

        ResumableChunks.AddExpiresHeader(request, upload);
        await TextAsync(request, string.Empty);
    }

    private async Task TerminateAsync(StorageRequest request, StorageCaller caller, ResumableUpload upload)
    {
        access.Check(request, caller, upload.Bucket, upload.Key);
        var holder = await upload.AcquireAsync(request.Aborted);
        state.Remove(upload);
        upload.Release(holder);
        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private ResumableUpload Find(StorageRequest request, string id)
    {
        if (!Base64Url.IsValid(id) || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id)).Split('/').Length < 3)
        {
            throw new ResumableException(400, "Invalid upload id");
        }

        var upload = state.Uploads.GetValueOrDefault(id) ?? throw ResumableException.Protocol(404, "The file for this url was not found");
        return upload.ExpiresAt <= state.Time.GetUtcNow() && !upload.IsComplete
            ? throw ResumableException.Protocol(410, "The file for this url no longer exists")
            : upload;
    }

    private void Options(StorageRequest request)
    {
        var headers = request.Context.Response.Headers;
        headers["tus-version"] = Version;
        headers["tus-extension"] = "creation,creation-with-upload,creation-defer-length,termination,expiration";
        headers["tus-max-size"] = state.Options.SizeLimit.ToString(CultureInfo.InvariantCulture);
        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static long? Length(StorageRequest request) => request.Header("upload-length") switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) => length,
        _ => throw ResumableException.Protocol(400, "Invalid upload-length"),
    };

    private static async Task TextAsync(StorageRequest request, string text)
    {
        request.Context.Response.ContentType = "text/plain;charset=UTF-8";
        if (!request.IsHead)
        {
            await request.Context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), request.Aborted);
        }
    }
}
