using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// The endpoints of Storage for resumable uploads (tus 1.0.0), with one method per endpoint. The errors never have an unknown outcome: only the last
/// chunk stores the object, and <see cref="ResumableUpload"/> handles the outcome of that chunk.
/// </summary>
internal sealed class ResumableUploadApi(StorageTransport transport)
{
    /// <summary>The purpose of a resumable upload in error and log messages.</summary>
    public const string Purpose = "store the object";

    /// <summary>Creates an upload session.</summary>
    public Task<UploadSession> CreateAsync(ResumableUploadTarget target, long length, CancellationToken cancellationToken)
    {
        var marker = UploadMarker.New();
        var call = CreateCall(HttpMethod.Post, target, null) with
        {
            Headers =
            [
                .. Headers(target),
                new("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
                new("Upload-Metadata", Metadata(target, marker)),
            ],
        };
        return transport.SendAsync(call, Read, cancellationToken);

        ValueTask<UploadSession> Read(HttpResponseMessage response, CancellationToken token) =>
            UploadSession.ParseId(response.Headers.Location) is { } id
                ? ValueTask.FromResult(new UploadSession(id, marker))
                : throw SupabaseErrors.Failed("Supabase Storage did not return the address of the upload.");
    }

    /// <summary>Gets the number of bytes that the server has received.</summary>
    /// <returns>The number of bytes; null when the session has ended, because the upload is complete or has expired.</returns>
    public Task<long?> GetOffsetAsync(ResumableUploadTarget target, UploadSession session, CancellationToken cancellationToken) =>
        transport.SendOrNullAsync<long?>(
            CreateCall(HttpMethod.Head, target, session),
            kind => kind is StorageErrorKind.ObjectNotFound or StorageErrorKind.Gone,
            static (response, _) => ValueTask.FromResult<long?>(Offset(response)),
            cancellationToken);

    /// <summary>Sends a chunk of the body without retries. <see cref="ResumableUpload"/> retries after it has asked for the offset.</summary>
    /// <returns>The number of bytes that the server has received, with this chunk.</returns>
    public Task<long> AppendAsync(
        ResumableUploadTarget target, UploadSession session, ObjectBodyReader body, ByteRange chunk, UploadProgress progress,
        CancellationToken cancellationToken)
    {
        var call = CreateCall(HttpMethod.Patch, target, session) with
        {
            Headers = [.. Headers(target), new("Upload-Offset", chunk.Offset.ToString(CultureInfo.InvariantCulture))],
            Content = stallTimer => new ObjectBodyContent(body, chunk.Offset, chunk.Length!.Value, stallTimer, progress)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") },
            },
            IsTransfer = true,
            DisableRetry = true,
        };
        return transport.SendAsync(call, static (response, _) => ValueTask.FromResult(Offset(response)), cancellationToken);
    }

    /// <summary>Ends an upload session. The server deletes the received bytes.</summary>
    public Task DeleteAsync(ResumableUploadTarget target, UploadSession session, CancellationToken cancellationToken) =>
        transport.SendAsync(CreateCall(HttpMethod.Delete, target, session), cancellationToken);

    private static StorageCall CreateCall(HttpMethod method, ResumableUploadTarget target, UploadSession? session)
    {
        var route = target.Options.SignedToken is null ? "/upload/resumable" : "/upload/resumable/sign";
        return new(method, session is null ? route : $"{route}/{session.Id}", Purpose)
        {
            Caller = target.Caller,
            Headers = Headers(target),
            IsLargeUpload = true,
            OmitsAccessToken = target.Options.SignedToken is not null,
        };
    }

    // Every request needs these headers, because the server does not store them with the session.
    private static List<KeyValuePair<string, string>> Headers(ResumableUploadTarget target)
    {
        var headers = new List<KeyValuePair<string, string>> { new("Tus-Resumable", "1.0.0") };
        if (target.Options.Overwrite)
        {
            headers.Add(new("x-upsert", "true"));
        }

        if (target.Options.SignedToken is { } token)
        {
            headers.Add(new("x-signature", token));
        }

        return headers;
    }

    // Without a content type, the server does not enforce the content types of the bucket.
    private static string Metadata(ResumableUploadTarget target, UploadMarker marker) => string.Join(',',
        $"bucketName {Base64(target.Location.Bucket)}",
        $"objectName {Base64(target.Location.Key)}",
        $"contentType {Base64(target.Options.ContentType)}",
        $"cacheControl {Base64(MaxAgeSeconds(target.Options.CacheControl))}",
        $"metadata {marker.Encode(target.Options.Metadata)}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // This endpoint only accepts a number of seconds, from which it creates a header with "max-age".
    private static string MaxAgeSeconds(string cacheControl) =>
        CacheControlHeaderValue.TryParse(cacheControl, out var parsed) && parsed is { NoStore: false, NoCache: false, MaxAge: { } age }
            ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : "0";

    private static long Offset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Upload-Offset", out var values)
        && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw SupabaseErrors.Failed("Supabase Storage did not return the offset of the upload.");
}
