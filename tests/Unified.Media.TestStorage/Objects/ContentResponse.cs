using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Sends the content of an object, or a range of it, with the headers that the real server sends.</summary>
internal sealed class ContentResponse(ObjectFiles files)
{
    public async Task SendAsync(StorageRequest request, StorageObject item, DateTimeOffset? expires = null, string? transformed = null)
    {
        var response = request.Context.Response;
        var condition = request.Header("if-none-match");
        var unchanged = !request.IsHead && (condition is null ? NotModifiedSince(request, item) : condition == item.ETag);
        var range = !request.IsHead && !unchanged ? request.Header("range") : null;
        var requested = range is null ? new RequestedRange(0, item.Size - 1) : RequestedRange.Parse(range, item.Size);
        Describe(request, item, expires, condition);
        if (transformed is not null)
        {
            response.Headers["x-transformations"] = transformed;
        }

        if (unchanged)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {requested.First}-{requested.Last}/{item.Size}";
        }

        response.ContentLength = requested.Length;
        if (!request.IsHead && requested.Length > 0)
        {
            await CopyAsync(item, requested, response.Body, request.Aborted);
        }
    }

    private static void Describe(StorageRequest request, StorageObject item, DateTimeOffset? expires, string? condition)
    {
        var headers = request.Context.Response.Headers;
        headers.AcceptRanges = "bytes";
        headers.ETag = item.ETag;
        headers.LastModified = item.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers["x-robots-tag"] = request.IsHead ? "none" : item.Robots ?? "none";

        // The real server serves HTML as plain text, so that uploaded pages cannot run scripts in its origin.
        headers.ContentType = item.ContentType.Contains("text/html", StringComparison.Ordinal) ? "text/plain" : item.ContentType;
        if (expires is { } end)
        {
            headers.Expires = end.ToString("R", CultureInfo.InvariantCulture);
        }
        else
        {
            var stale = !request.IsHead && condition is not null && condition != item.ETag;
            headers.CacheControl = stale ? item.CacheControl + ", stale-while-revalidate=30" : item.CacheControl;
        }

        if (!request.IsHead && request.Query("download") is { } name)
        {
            var encoded = Uri.EscapeDataString(name);
            headers.ContentDisposition = name.Length == 0 ? "attachment;" : $"attachment; filename={encoded}; filename*=UTF-8''{encoded}";
        }
    }

    private static bool NotModifiedSince(StorageRequest request, StorageObject item) =>
        DateTimeOffset.TryParse(
            request.Header("if-modified-since"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
        && item.LastModified <= since;

    private async Task CopyAsync(StorageObject item, RequestedRange requested, Stream body, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(files.Path(item.Version), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(ObjectFiles.BufferSize);
        try
        {
            for (var position = requested.First; position <= requested.Last;)
            {
                var count = (int)Math.Min(ObjectFiles.BufferSize, requested.Last - position + 1);
                var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, count), position, cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
