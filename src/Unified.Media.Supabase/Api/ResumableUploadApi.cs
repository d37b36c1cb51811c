using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Storage's endpoints for resumable uploads (tus 1.0.0), one method per endpoint. None of their errors says that the outcome is unknown:
/// the upload knows which part is the last, and only that one stores the object.
/// </summary>
internal sealed class ResumableUploadApi(StorageTransport transport)
{
    /// <summary>The purpose of a resumable upload, as errors name it.</summary>
    public const string What = "store the object";

    /// <summary>Begins an upload.</summary>
    public Task<UploadSession> CreateAsync(ResumableTarget target, long length, CancellationToken cancellationToken)
    {
        var mark = UploadMark.New();
        var call = Call(HttpMethod.Post, target, null) with
        {
            Headers =
            [
                .. Headers(target),
                new("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
                new("Upload-Metadata", Metadata(target, mark)),
            ],
        };
        return transport.SendAsync(call, Read, cancellationToken);

        ValueTask<UploadSession> Read(HttpResponseMessage answer, CancellationToken token) =>
            UploadSession.IdOf(answer.Headers.Location) is { } id
                ? ValueTask.FromResult(new UploadSession(id, mark))
                : throw new MediaProviderException("Supabase Storage did not say where to upload.", SupabaseErrors.Provider);
    }

    /// <summary>Reads how many bytes the server has.</summary>
    /// <returns>Null when the session is over: because the upload is complete, or because it is too old.</returns>
    public Task<long?> GetOffsetAsync(ResumableTarget target, UploadSession session, CancellationToken cancellationToken) =>
        transport.SendOrNullAsync<long?>(
            Call(HttpMethod.Head, target, session),
            kind => kind is StorageErrorKind.NoObject or StorageErrorKind.Gone,
            static (answer, _) => ValueTask.FromResult<long?>(Offset(answer)),
            cancellationToken);

    /// <summary>Sends a part of the body, once; the upload has tries of its own.</summary>
    /// <returns>How many bytes the server has then.</returns>
    public Task<long> AppendAsync(
        ResumableTarget target, UploadSession session, BodySource source, ByteRange part, UploadProgress progress,
        CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Patch, target, session) with
        {
            Headers = [.. Headers(target), new("Upload-Offset", part.Offset.ToString(CultureInfo.InvariantCulture))],
            Content = watch => new BodyContent(source, part.Offset, part.Length!.Value, watch, progress)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") },
            },
            IsLong = true,
            NoRetry = true,
        };
        return transport.SendAsync(call, static (answer, _) => ValueTask.FromResult(Offset(answer)), cancellationToken);
    }

    /// <summary>Ends an upload; the server removes what it has of it.</summary>
    public Task DeleteAsync(ResumableTarget target, UploadSession session, CancellationToken cancellationToken) =>
        transport.SendAsync(Call(HttpMethod.Delete, target, session), cancellationToken);

    private static StorageCall Call(HttpMethod method, ResumableTarget target, UploadSession? session)
    {
        var route = target.Options.SignedToken is null ? "/upload/resumable" : "/upload/resumable/sign";
        return new(method, session is null ? route : $"{route}/{session.Id}", What)
        {
            BegunFor = target.Identity,
            Headers = Headers(target),
            IsLargeUpload = true,
            IsSigned = target.Options.SignedToken is not null,
        };
    }

    // The server forgets between requests whether the upload may replace an object.
    private static List<KeyValuePair<string, string>> Headers(ResumableTarget target)
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

    // The content type must be there: without it the server does not look at what the bucket takes.
    private static string Metadata(ResumableTarget target, UploadMark mark) => string.Join(',',
        $"bucketName {Base64(target.Location.Bucket)}",
        $"objectName {Base64(target.Location.Key)}",
        $"contentType {Base64(target.Options.ContentType)}",
        $"cacheControl {Base64(Seconds(target.Options.CacheControl))}",
        $"metadata {mark.Encode(target.Options.Metadata)}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Here the server takes a number of seconds only, and makes "max-age=" of it.
    private static string Seconds(string cacheControl) =>
        CacheControlHeaderValue.TryParse(cacheControl, out var parsed) && parsed is { NoStore: false, NoCache: false, MaxAge: { } age }
            ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : "0";

    private static long Offset(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Upload-Offset", out var values)
        && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new MediaProviderException(
                "Supabase Storage did not say how much of the upload it has.", SupabaseErrors.Provider);
}
