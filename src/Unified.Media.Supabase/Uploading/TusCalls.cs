using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Unified.Media.Supabase;

/// <summary>The calls of a resumable upload (tus 1.0.0), for one user and one object.</summary>
internal sealed class TusCalls(StorageTransport transport, ObjectLocation location, UploadTerms terms, StorageIdentity? identity)
{
    private readonly string _route = terms.SignedToken is null ? "/upload/resumable" : "/upload/resumable/sign";

    /// <summary>Begins an upload.</summary>
    /// <exception cref="StorageFault">It was refused, or failed.</exception>
    public async Task<UploadSession> CreateAsync(long length, CancellationToken cancellationToken)
    {
        var mark = UploadMark.New();
        var call = Call(HttpMethod.Post, null) with
        {
            Headers =
            [
                .. Headers(),
                new("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
                new("Upload-Metadata", Metadata(mark)),
            ],
        };
        return await transport.TryAsync(new(call), Read, cancellationToken).ConfigureAwait(false);

        ValueTask<UploadSession> Read(HttpResponseMessage answer, CancellationToken token) =>
            UploadSession.IdOf(answer.Headers.Location) is { } id
                ? ValueTask.FromResult(new UploadSession(id, mark))
                : throw new MediaProviderException(SupabaseErrors.Provider, "Supabase Storage did not say where to upload.", null);
    }

    /// <summary>How many bytes the server has.</summary>
    public Task<long> OffsetAsync(UploadSession session, CancellationToken cancellationToken) => transport.TryAsync(
        new(Call(HttpMethod.Head, session)), static (answer, _) => ValueTask.FromResult(Offset(answer)), cancellationToken);

    /// <summary>Sends a part, once; the caller has tries of its own.</summary>
    /// <returns>How many bytes the server has then.</returns>
    public Task<long> SendAsync(
        StorageCallState state, CancellationToken cancellationToken) =>
        transport.TryAsync(state, static (answer, _) => ValueTask.FromResult(Offset(answer)), cancellationToken);

    public StorageCallState Part(UploadSession session, BodySource source, long offset, long count, UploadProgress progress) =>
        new(Call(HttpMethod.Patch, session) with
        {
            Headers = [.. Headers(), new("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture))],
            Content = watch => new BodyContent(source, offset, count, watch, progress)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") },
            },
            IsLong = true,
            IsWrite = true,
            NoRetry = true,
        });

    /// <summary>Ends an upload; what the server has of it goes.</summary>
    public Task EndAsync(UploadSession session, CancellationToken cancellationToken) => transport.TryAsync(
        new(Call(HttpMethod.Delete, session)), static (_, _) => ValueTask.FromResult(true), cancellationToken);

    public MediaException Translate(StorageFault fault, bool outcomeUnknown) =>
        SupabaseErrors.Translate(fault, "store the object", identity is { IsUser: true }, outcomeUnknown);

    private StorageCall Call(HttpMethod method, UploadSession? session) =>
        new(method, session is null ? _route : $"{_route}/{session.Id}", "store the object")
        {
            BegunFor = identity,
            Headers = Headers(),
            IsLargeUpload = true,
            IsSigned = terms.SignedToken is not null,
        };

    // The server forgets between requests whether the upload may replace an object.
    private List<KeyValuePair<string, string>> Headers()
    {
        var headers = new List<KeyValuePair<string, string>> { new("Tus-Resumable", "1.0.0") };
        if (terms.Overwrite)
        {
            headers.Add(new("x-upsert", "true"));
        }

        if (terms.SignedToken is { } token)
        {
            headers.Add(new("x-signature", token));
        }

        return headers;
    }

    // The content type must be there: without it the server does not look at what the bucket takes.
    private string Metadata(UploadMark mark) => string.Join(',',
        $"bucketName {Base64(location.Bucket)}",
        $"objectName {Base64(location.Key)}",
        $"contentType {Base64(terms.ContentType)}",
        $"cacheControl {Base64(Seconds(terms.CacheControl))}",
        $"metadata {Base64(Encoding.UTF8.GetString(Convert.FromBase64String(mark.Encode(terms.Metadata))))}");

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
                SupabaseErrors.Provider, "Supabase Storage did not say how much of the upload it has.", null);
}
