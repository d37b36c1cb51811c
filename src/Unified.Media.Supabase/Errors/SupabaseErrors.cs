using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>
/// What Storage, gateways and networks answer, as the library says it. The body comes first: the status of the answer is 400 for nearly
/// everything. No text of theirs becomes part of a message; it is in the cause.
/// </summary>
internal static class SupabaseErrors
{
    public const string Provider = "supabase";
    private const int MaxText = 300;

    /// <summary>An answer that is no success.</summary>
    public static StorageFault OfAnswer(HttpStatusCode answered, byte[] body, RetryConditionHeaderValue? retryAfter, TimeProvider time)
    {
        var error = Parse(body);
        var status = Number(error?.StatusCode) ?? (int)answered;
        var word = Text(error?.Code) ?? Text(error?.Error);
        var said = Text(error?.Message) ?? (error is null ? Plain(body) : "");
        var kind = KindOf(status, (int)answered, word, Text(error?.Error), said);
        return new(kind, $"Storage answered {(int)answered}, status {status}, code {Cut(word ?? "none")}: {Cut(said)}")
        {
            Status = status,
            RetryAfter = Delay(retryAfter, time),

            // An overloaded server has refused; a broken one may have done it.
            OutcomeUnknown = kind == StorageFaultKind.Unavailable && status is not (429 or 503),
        };
    }

    /// <summary>No answer, or a broken one.</summary>
    /// <param name="exception">What the network threw.</param>
    /// <param name="stalled">Whether we gave up because nothing moved.</param>
    /// <param name="mayBeDone">Whether everything that the server needs had been sent.</param>
    public static StorageFault OfNetwork(Exception exception, bool stalled, bool mayBeDone)
    {
        var connected = exception is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        var what = exception switch
        {
            _ when stalled => "Nothing moved for too long.",
            JsonException => "The answer is not what Storage says here.",
            _ => "The connection failed.",
        };
        return new(StorageFaultKind.Unavailable, what, exception)
        {
            OutcomeUnknown = connected && mayBeDone,
        };
    }

    /// <summary>Everything that a failed call becomes.</summary>
    /// <param name="fault">The last try.</param>
    /// <param name="what">What was to be done: <c>store the object</c>.</param>
    /// <param name="isUser">Whether a user's token was refused, or the library's own key.</param>
    /// <param name="outcomeUnknown">Whether the write may have taken effect, in this try or an earlier one.</param>
    public static MediaException Translate(StorageFault fault, string what, bool isUser, bool outcomeUnknown) => fault.Kind switch
    {
        StorageFaultKind.Conflict => new MediaConflictException(
            MediaErrorCode.Conflict, "There is an object under this key already.", fault),
        StorageFaultKind.Refused when isUser =>
            new MediaAccessDeniedException(MediaErrorCode.AccessDenied, $"Supabase Storage does not let this user {what}.", fault),
        StorageFaultKind.Refused => Failed($"Supabase Storage refused the configured key when it was to {what}.", fault),
        StorageFaultKind.TooLarge => new MediaRejectedException(
            RejectionCode.TooLarge, "The content is larger than the bucket or the Storage server allows."),
        StorageFaultKind.TypeNotAllowed => new MediaRejectedException(
            RejectionCode.TypeNotAllowed, "The bucket does not take content of this type."),
        StorageFaultKind.InvalidKey => new MediaProviderException(
            MediaErrorCode.InvalidKey, Provider, "Supabase Storage cannot hold this key.", fault),
        StorageFaultKind.NoBucket => Failed($"Supabase Storage has no such bucket to {what}: make it with EnsureBucketsAsync.", fault),
        StorageFaultKind.NoRoute => Failed(
            $"What answers is not Supabase Storage, which was to {what}. A Storage server without a gateway is named by "
                + $"{nameof(SupabaseStorageOptions.StorageUrl)}, a project by {nameof(SupabaseStorageOptions.Url)}.",
            fault),
        StorageFaultKind.Unavailable when outcomeUnknown => new MediaProviderException(
            MediaErrorCode.OutcomeUnknown, Provider, $"Nobody can tell whether Supabase Storage did {what}.", fault)
        {
            IsTransient = true,
            OutcomeUnknown = true,
            RetryAfter = fault.RetryAfter,
        },
        StorageFaultKind.Unavailable => new MediaProviderException(Provider, $"Supabase Storage could not {what} now.", fault)
        {
            IsTransient = true,
            RetryAfter = fault.RetryAfter,
        },
        _ => Failed($"Supabase Storage did not {what}.", fault),
    };

    private static MediaProviderException Failed(string message, Exception cause) => new(Provider, message, cause);

    // By the code where there is one, then by the status that is meant. Older servers have no code, and some say it in the message only.
    private static StorageFaultKind KindOf(int status, int answered, string? code, string? error, string message) => (code, status) switch
    {
        ("NoSuchBucket" or "TenantNotFound", _) or ("Bucket not found", _) => StorageFaultKind.NoBucket,
        (_, 404) when IsBucket(error) || IsBucket(message) => StorageFaultKind.NoBucket,
        ("NoSuchKey" or "not_found", _) => StorageFaultKind.NoObject,
        ("InvalidRequest", 404) when message.StartsWith("The related resource", StringComparison.Ordinal) => StorageFaultKind.NoBucket,
        ("KeyAlreadyExists" or "ResourceAlreadyExists" or "BucketAlreadyExists" or "Duplicate", _) => StorageFaultKind.Conflict,
        ("EntityTooLarge", _) or (_, 413) => StorageFaultKind.TooLarge,
        ("InvalidMimeType", _) or (_, 415) => StorageFaultKind.TypeNotAllowed,
        ("InvalidKey" or "InvalidBucketName", _) => StorageFaultKind.InvalidKey,
        ("InvalidRange", _) or (_, 416) => StorageFaultKind.BeyondEnd,
        ("AccessDenied" or "InvalidJWT" or "InvalidSignature", _) or (_, 401 or 403) => StorageFaultKind.Refused,
        ("SlowDown" or "LockTimeout", _) or (_, 408 or 429 or >= 500) => StorageFaultKind.Unavailable,
        (_, 410) => StorageFaultKind.Gone,
        (_, 409) => StorageFaultKind.Conflict,

        // A route that is not there is not an object that is not there: something else than Storage answers.
        (_, 404) when IsRoute(message) || (answered == 404 && error is "Not Found") => StorageFaultKind.NoRoute,
        (_, 404) => StorageFaultKind.NoObject,
        _ => StorageFaultKind.Other,
    };

    private static bool IsRoute(string message) => message.StartsWith("Route ", StringComparison.Ordinal);

    private static bool IsBucket(string? text) => text?.StartsWith("Bucket not found", StringComparison.OrdinalIgnoreCase) == true;

    private static ErrorBody? Parse(byte[] body)
    {
        try
        {
            return body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..]
                ? JsonSerializer.Deserialize(body, SupabaseJson.Default.ErrorBody)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Number(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Plain(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxText)));

    private static string Cut(string text) => text[..Math.Min(text.Length, MaxText)].ReplaceLineEndings(" ");

    private static TimeSpan? Delay(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var delay = header?.Delta ?? header?.Date - time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
