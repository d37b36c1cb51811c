using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Writes responses.</summary>
internal static class Responses
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

    public static Task FailureAsync(HttpContext context, StorageErrorException failure)
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

        // Like the real server, some errors have a content type without a charset.
        var hasCharset = failure.IsFrameworkError ? failure.Status == 404 : failure.Status != 404;
        return JsonAsync(context, failure.Status, body, hasCharset ? "application/json; charset=utf-8" : "application/json");
    }

    /// <summary>Formats a time like JavaScript's <c>toISOString</c>, in UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
