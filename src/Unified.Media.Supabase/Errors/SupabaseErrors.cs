using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>
/// Translates the errors of Storage, gateways and networks. The body decides before the HTTP status, which is 400 for most errors. The text
/// of a response appears in the inner exception only, and never in a message.
/// </summary>
internal static class SupabaseErrors
{
    public const string Provider = "supabase";
    private const int MaxText = 300;

    /// <summary>Makes the error of a response without a success status.</summary>
    public static StorageException FromResponse(HttpStatusCode httpStatus, byte[] body, RetryConditionHeaderValue? retryAfter, TimeProvider time)
    {
        var error = Parse(body);
        var status = Number(error?.StatusCode) ?? (int)httpStatus;
        var code = Text(error?.Code) ?? Text(error?.Error);
        var message = Text(error?.Message) ?? (error is null ? PlainText(body) : "");
        var kind = KindOf(status, (int)httpStatus, code, Text(error?.Error), message);
        return new(
            kind,
            $"Storage responded with HTTP status {(int)httpStatus}, status {status}, code {Truncate(code ?? "none")}: {Truncate(message)}")
        {
            Status = status,
            RetryAfter = Delay(retryAfter, time),

            // A server that is overloaded has rejected the request; one that failed may have carried it out.
            OutcomeUnknown = kind == StorageErrorKind.Unavailable && status is not (429 or 503),
        };
    }

    /// <summary>Makes the error of a request without a response, or with a broken one.</summary>
    /// <param name="exception">The exception of the HTTP client.</param>
    /// <param name="stalled">True when the stall timeout ended the attempt.</param>
    /// <param name="mayHaveTakenEffect">True when the whole request had been sent.</param>
    public static StorageException FromException(Exception exception, bool stalled, bool mayHaveTakenEffect)
    {
        var connected = exception is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        var message = exception switch
        {
            _ when stalled => "No data was transferred within the stall timeout.",
            JsonException => "The response is not the JSON that Storage returns here.",
            _ => "The connection failed.",
        };
        return new(StorageErrorKind.Unavailable, message, exception)
        {
            OutcomeUnknown = connected && mayHaveTakenEffect,
        };
    }

    /// <summary>Translates the error of a failed call. The error becomes the inner exception.</summary>
    /// <param name="error">The error of the last attempt.</param>
    /// <param name="call">The call.</param>
    public static MediaException Translate(StorageException error, StorageCall call) => error.Kind switch
    {
        StorageErrorKind.Conflict => new MediaConflictException("An object with this key exists already.", error),
        StorageErrorKind.AccessDenied when error.Identity is { HasToken: true } =>
            new MediaAccessDeniedException($"Supabase Storage does not allow this user to {call.Purpose}.", error),
        StorageErrorKind.AccessDenied => Failed(
            $"Supabase Storage does not allow the configured key to {call.Purpose}. Check {nameof(SupabaseStorageOptions.ServiceRoleKey)}.", error),
        StorageErrorKind.TooLarge => new MediaRejectedException(
            RejectionCode.TooLarge, "The content is larger than the bucket or the Storage server allows.", error),
        StorageErrorKind.TypeNotAllowed => new MediaRejectedException(
            RejectionCode.TypeNotAllowed, "The bucket does not allow this content type.", error),
        StorageErrorKind.InvalidKey => InvalidKey("Supabase Storage does not allow this key.", error),
        StorageErrorKind.BucketNotFound => Failed(
            $"The bucket does not exist, so Supabase Storage could not {call.Purpose}. Create the bucket, or call EnsureBucketsAsync.", error),
        StorageErrorKind.RouteNotFound => Failed(
            $"The server that was asked to {call.Purpose} is not Supabase Storage. Set {nameof(SupabaseStorageOptions.Url)} to the address of the "
                + $"project, or {nameof(SupabaseStorageOptions.StorageUrl)} to that of a Storage server without a gateway.",
            error),
        StorageErrorKind.Unavailable when call.IsWrite && error.CallOutcomeUnknown => OutcomeUnknown(error, call.Purpose),
        StorageErrorKind.Unavailable => Unavailable($"Supabase Storage is unavailable and could not {call.Purpose}.", error, error.RetryAfter),
        _ => Failed($"Supabase Storage did not {call.Purpose}.", error),
    };

    /// <summary>Makes the error of a call that failed for good.</summary>
    public static MediaProviderException Failed(string message, Exception? innerException = null) => new(message, Provider, innerException);

    /// <summary>Makes the error of a call that may succeed later.</summary>
    public static MediaProviderException Unavailable(string message, Exception? innerException = null, TimeSpan? retryAfter = null) =>
        new(message, Provider, innerException)
        {
            IsTransient = true,
            RetryAfter = retryAfter,
        };

    /// <summary>Makes the error of a name that Storage does not allow.</summary>
    public static MediaProviderException InvalidKey(string message, Exception? innerException = null) =>
        new(message, Provider, innerException) { Code = MediaErrorCode.InvalidKey };

    /// <summary>Makes the error of a write that may have taken effect.</summary>
    public static MediaProviderException OutcomeUnknown(StorageException error, string purpose) => new(
        $"The outcome of the request to {purpose} is unknown: Supabase Storage may or may not have carried it out.", Provider, error)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
        RetryAfter = error.RetryAfter,
    };

    /// <summary>Makes the error of an object whose deletion was cancelled.</summary>
    public static MediaProviderException Cancelled(OperationCanceledException exception) => new(
        "The deletion was cancelled before Supabase Storage responded.", Provider, exception)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
    };

    // The code decides first, then the status in the body. Older servers send no code, and some describe the error in the message only.
    private static StorageErrorKind KindOf(int status, int httpStatus, string? code, string? error, string message) => (code, status) switch
    {
        ("NoSuchBucket" or "TenantNotFound", _) or ("Bucket not found", _) => StorageErrorKind.BucketNotFound,
        (_, 404) when IsBucket(error) || IsBucket(message) => StorageErrorKind.BucketNotFound,
        ("NoSuchKey" or "not_found", _) => StorageErrorKind.ObjectNotFound,
        ("InvalidRequest", 404) when message.StartsWith("The related resource", StringComparison.Ordinal) => StorageErrorKind.BucketNotFound,
        ("KeyAlreadyExists" or "ResourceAlreadyExists" or "BucketAlreadyExists" or "Duplicate", _) => StorageErrorKind.Conflict,
        ("EntityTooLarge", _) or (_, 413) => StorageErrorKind.TooLarge,
        ("InvalidMimeType", _) or (_, 415) => StorageErrorKind.TypeNotAllowed,
        ("InvalidKey" or "InvalidBucketName", _) => StorageErrorKind.InvalidKey,
        ("InvalidRange", _) or (_, 416) => StorageErrorKind.RangeNotSatisfiable,
        ("AccessDenied" or "InvalidJWT" or "InvalidSignature", _) or (_, 401 or 403) => StorageErrorKind.AccessDenied,
        ("SlowDown" or "LockTimeout", _) or (_, 408 or 429 or >= 500) => StorageErrorKind.Unavailable,
        (_, 410) => StorageErrorKind.Gone,
        (_, 409) => StorageErrorKind.Conflict,

        // A missing route does not mean a missing object: the server is not Storage.
        (_, 404) when IsRoute(message) || (httpStatus == 404 && error is "Not Found") => StorageErrorKind.RouteNotFound,
        (_, 404) => StorageErrorKind.ObjectNotFound,
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

    private static string PlainText(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxText)));

    private static string Truncate(string text) => text[..Math.Min(text.Length, MaxText)].ReplaceLineEndings(" ");

    private static TimeSpan? Delay(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var delay = header?.Delta ?? header?.Date - time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
