using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>
/// Translates what Storage, gateways and networks answer. The body comes first: the status of the answer is 400 for nearly
/// everything. No text of theirs becomes part of a message; it is in the cause.
/// </summary>
internal static class SupabaseErrors
{
    public const string Provider = "supabase";
    private const int MaxText = 300;

    /// <summary>An answer that is no success.</summary>
    public static StorageException OfAnswer(HttpStatusCode answered, byte[] body, RetryConditionHeaderValue? retryAfter, TimeProvider time)
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
            OutcomeUnknown = kind == StorageErrorKind.Unavailable && status is not (429 or 503),
        };
    }

    /// <summary>No answer, or a broken one.</summary>
    /// <param name="exception">What the network threw.</param>
    /// <param name="stalled">Whether we gave up because nothing moved.</param>
    /// <param name="mayBeDone">Whether everything that the server needs had been sent.</param>
    public static StorageException OfNetwork(Exception exception, bool stalled, bool mayBeDone)
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
        return new(StorageErrorKind.Unavailable, what, exception)
        {
            OutcomeUnknown = connected && mayBeDone,
        };
    }

    /// <summary>Translates the error of a failed call. The cause is the inner exception.</summary>
    /// <param name="error">The last try.</param>
    /// <param name="call">The call.</param>
    public static MediaException Translate(StorageException error, StorageCall call) => error.Kind switch
    {
        StorageErrorKind.Conflict => new MediaConflictException("There is an object under this key already.", error),
        StorageErrorKind.Refused when error.Identity is { IsUser: true } =>
            new MediaAccessDeniedException($"Supabase Storage does not let this user {call.What}.", error),
        StorageErrorKind.Refused => Failed($"Supabase Storage refused the configured key when it was to {call.What}.", error),
        StorageErrorKind.TooLarge => new MediaRejectedException(
            RejectionCode.TooLarge, "The content is larger than the bucket or the Storage server allows.", error),
        StorageErrorKind.TypeNotAllowed => new MediaRejectedException(
            RejectionCode.TypeNotAllowed, "The bucket does not take content of this type.", error),
        StorageErrorKind.InvalidKey => new MediaProviderException(
            "Supabase Storage cannot hold this key.", Provider, error) { Code = MediaErrorCode.InvalidKey },
        StorageErrorKind.NoBucket => Failed($"Supabase Storage has no such bucket to {call.What}: make it with EnsureBucketsAsync.", error),
        StorageErrorKind.NoRoute => Failed(
            $"What answers is not Supabase Storage, which was to {call.What}. A Storage server without a gateway is named by "
                + $"{nameof(SupabaseStorageOptions.StorageUrl)}, a project by {nameof(SupabaseStorageOptions.Url)}.",
            error),
        StorageErrorKind.Unavailable when call.IsWrite && error.CallOutcomeUnknown => OutcomeUnknown(error, call.What),
        StorageErrorKind.Unavailable => new MediaProviderException($"Supabase Storage could not {call.What} now.", Provider, error)
        {
            IsTransient = true,
            RetryAfter = error.RetryAfter,
        },
        _ => Failed($"Supabase Storage did not {call.What}.", error),
    };

    /// <summary>Makes the error of a write that may have taken effect.</summary>
    public static MediaProviderException OutcomeUnknown(StorageException error, string what) => new(
        $"The outcome of a call to {what} is unknown: Supabase Storage may or may not have carried it out.",
        Provider,
        error)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
        RetryAfter = error.RetryAfter,
    };

    /// <summary>Makes the error of an object whose deletion was cancelled, alone or with others.</summary>
    public static MediaProviderException Cancelled(OperationCanceledException exception) => new(
        "The deletion was cancelled before Supabase Storage had answered.", Provider, exception)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
    };

    private static MediaProviderException Failed(string message, Exception cause) => new(message, Provider, cause);

    // By the code where there is one, then by the status that is meant. Older servers have no code, and some say it in the message only.
    private static StorageErrorKind KindOf(int status, int answered, string? code, string? error, string message) => (code, status) switch
    {
        ("NoSuchBucket" or "TenantNotFound", _) or ("Bucket not found", _) => StorageErrorKind.NoBucket,
        (_, 404) when IsBucket(error) || IsBucket(message) => StorageErrorKind.NoBucket,
        ("NoSuchKey" or "not_found", _) => StorageErrorKind.NoObject,
        ("InvalidRequest", 404) when message.StartsWith("The related resource", StringComparison.Ordinal) => StorageErrorKind.NoBucket,
        ("KeyAlreadyExists" or "ResourceAlreadyExists" or "BucketAlreadyExists" or "Duplicate", _) => StorageErrorKind.Conflict,
        ("EntityTooLarge", _) or (_, 413) => StorageErrorKind.TooLarge,
        ("InvalidMimeType", _) or (_, 415) => StorageErrorKind.TypeNotAllowed,
        ("InvalidKey" or "InvalidBucketName", _) => StorageErrorKind.InvalidKey,
        ("InvalidRange", _) or (_, 416) => StorageErrorKind.BeyondEnd,
        ("AccessDenied" or "InvalidJWT" or "InvalidSignature", _) or (_, 401 or 403) => StorageErrorKind.Refused,
        ("SlowDown" or "LockTimeout", _) or (_, 408 or 429 or >= 500) => StorageErrorKind.Unavailable,
        (_, 410) => StorageErrorKind.Gone,
        (_, 409) => StorageErrorKind.Conflict,

        // A route that is not there is not an object that is not there: something else than Storage answers.
        (_, 404) when IsRoute(message) || (answered == 404 && error is "Not Found") => StorageErrorKind.NoRoute,
        (_, 404) => StorageErrorKind.NoObject,
        _ => StorageErrorKind.Other,
    };

    private static bool IsRoute(string message) => message.StartsWith("Route ", StringComparison.Ordinal);

    private static bool IsBucket(string? text) => text?.StartsWith("Bucket not found", StringComparison.OrdinalIgnoreCase) == true;

    private static ErrorResponse? Parse(byte[] body)
    {
        try
        {
            return body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..]
                ? JsonSerializer.Deserialize(body, SupabaseJson.Default.ErrorResponse)
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
