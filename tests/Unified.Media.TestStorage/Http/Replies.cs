using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Writes responses.</summary>
internal static class Replies
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task JsonAsync(
        HttpContext context, int status, JsonNode body, string contentType = "application/json; charset=utf-8")
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Relaxed);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    public static Task JsonAsync(StorageRequest request, JsonNode body) => JsonAsync(request.Context, StatusCodes.Status200OK, body);

    public static Task MessageAsync(StorageRequest request, string message) => JsonAsync(request, new JsonObject { ["message"] = message });

    public static Task FailureAsync(HttpContext context, StorageFailure failure)
    {
        var body = new JsonObject
        {
            ["statusCode"] = failure.IsFrameworkError ? failure.Status : failure.StatusCode,
            ["error"] = failure.Error,
            ["message"] = failure.Message,
        };
        if (failure.Code is not null)
        {
            body["code"] = failure.Code;
        }

        // Errors before routing have a content type without a charset, except the bare 404.
        var early = failure.IsFrameworkError ? failure.Status != 404 : failure.Status == 404;
        return JsonAsync(context, failure.Status, body, early ? "application/json" : "application/json; charset=utf-8");
    }

    /// <summary>Formats a time as JavaScript does: with milliseconds and a Z.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
