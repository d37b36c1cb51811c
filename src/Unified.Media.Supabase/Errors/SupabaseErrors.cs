using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>
/// Translates the errors of Storage, gateways and networks. The body of a response has precedence over the HTTP status, because Storage responds to
/// most errors with status 400. Only inner exceptions contain text of responses; the messages of <see cref="MediaException"/> do not.
/// </summary>
internal static class SupabaseErrors
{
    public const string Provider = "supabase";
    private const int MaxMessageLength = 300;

    /// <summary>Creates the error for an unsuccessful response.</summary>
    public static StorageException FromResponse(HttpStatusCode httpStatus, byte[] body, RetryConditionHeaderValue? retryAfter, TimeProvider time)
    {
        var error = Parse(body);
        var status = ReadInt32(error?.StatusCode) ?? (int)httpStatus;
        var code = ReadString(error?.Code) ?? ReadString(error?.Error);
        var message = ReadString(error?.Message) ?? (error is null ? PlainText(body) : "");
        var kind = GetKind(status, (int)httpStatus, code, ReadString(error?.Error), message);
        return new(
            kind,
            $"Storage responded with HTTP status {(int)httpStatus}, status {status}, code {Truncate(code ?? "none")}: {Truncate(message)}")
        {
            Status = status,
            RetryAfter = GetDelay(retryAfter, time),

            // An overloaded server (429, 503) has rejected the request. With any other status, it may have processed the request before it failed.
            OutcomeUnknown = kind == StorageErrorKind.Unavailable && status is not (429 or 503),
        };
    }

    /// <summary>Creates the error for a request whose response is missing, incomplete or invalid.</summary>
    /// <param name="exception">The exception of the HTTP client.</param>
    /// <param name="isStalled">True when the stall timeout ended the attempt.</param>
    /// <param name="mayHaveTakenEffect">True when the whole request had been sent.</param>
    public static StorageException FromException(Exception exception, bool isStalled, bool mayHaveTakenEffect)
    {
        var wasConnected = exception is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        var message = exception switch
        {
            _ when isStalled => "No data was transferred within the stall timeout.",
            JsonException => "The response is not the expected JSON.",
            _ => "The connection failed.",
        };
        return new(StorageErrorKind.Unavailable, message, exception)
        {
            OutcomeUnknown = wasConnected && mayHaveTakenEffect,
        };
    }

    /// <summary>Translates the error of the last attempt of a call to the exception that callers get.</summary>
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
            $"Supabase Storage could not {call.Purpose}: the configured address is not that of a Storage server. Set "
                + $"{nameof(SupabaseStorageOptions.Url)} to the address of the project, or {nameof(SupabaseStorageOptions.StorageUrl)} "
                + "to the address of a Storage server without a gateway.",
            error),
        StorageErrorKind.Unavailable when call.IsWrite && error.CallOutcomeUnknown => OutcomeUnknown(error, call.Purpose),
        StorageErrorKind.Unavailable => Unavailable($"Supabase Storage is unavailable and could not {call.Purpose}.", error, error.RetryAfter),
        _ => Failed($"Supabase Storage did not {call.Purpose}.", error),
    };

    /// <summary>Creates an error that is not transient, for a call that would fail again.</summary>
    public static MediaProviderException Failed(string message, Exception? innerException = null) => new(message, Provider, innerException);

    /// <summary>Creates a transient error, for a call that may succeed later.</summary>
    public static MediaProviderException Unavailable(string message, Exception? innerException = null, TimeSpan? retryAfter = null) =>
        new(message, Provider, innerException)
        {
            IsTransient = true,
            RetryAfter = retryAfter,
        };

    /// <summary>Creates the error <c>invalid_key</c>, for a key or a bucket name that Storage does not allow.</summary>
    public static MediaProviderException InvalidKey(string message, Exception? innerException = null) =>
        new(message, Provider, innerException) { Code = MediaErrorCode.InvalidKey };

    /// <summary>Creates the error <c>outcome_unknown</c>, for a write that may have taken effect.</summary>
    public static MediaProviderException OutcomeUnknown(StorageException error, string purpose) => new(
        $"The outcome of the request to {purpose} is unknown: Supabase Storage may or may not have carried it out.", Provider, error)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
        RetryAfter = error.RetryAfter,
    };

    /// <summary>Creates the error <c>outcome_unknown</c>, for a deletion that was cancelled.</summary>
    public static MediaProviderException Cancelled(OperationCanceledException exception) => new(
        "The deletion was cancelled before Supabase Storage responded.", Provider, exception)
    {
        Code = MediaErrorCode.OutcomeUnknown,
        IsTransient = true,
        OutcomeUnknown = true,
    };

    // Tests the code before the status in the body. Some versions of the server send no code, or describe the error in the message only.
    private static StorageErrorKind GetKind(int status, int httpStatus, string? code, string? error, string message) => (code, status) switch
    {
        ("NoSuchBucket" or "TenantNotFound", _) or ("Bucket not found", _) => StorageErrorKind.BucketNotFound,
        (_, 404) when IsBucketError(error) || IsBucketError(message) => StorageErrorKind.BucketNotFound,
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

        // A missing route means that the server is not Storage. It must not be treated as a missing object.
        (_, 404) when IsRouteError(message) || (httpStatus == 404 && error is "Not Found") => StorageErrorKind.RouteNotFound,
        (_, 404) => StorageErrorKind.ObjectNotFound,
        _ => StorageErrorKind.Other,
    };

    private static bool IsRouteError(string message) => message.StartsWith("Route ", StringComparison.Ordinal);

    private static bool IsBucketError(string? text) => text?.StartsWith("Bucket not found", StringComparison.OrdinalIgnoreCase) == true;

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

    private static int? ReadInt32(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static string? ReadString(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string PlainText(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxMessageLength)));

    private static string Truncate(string text) => text[..Math.Min(text.Length, MaxMessageLength)].ReplaceLineEndings(" ");

    private static TimeSpan? GetDelay(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var delay = header?.Delta ?? header?.Date - time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
