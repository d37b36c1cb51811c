using Microsoft.Net.Http.Headers;
using Unified.Media;

namespace MinimalApi;

/// <summary>
/// Serves the content of an item, or one byte range of it, which browsers request to seek in a video. Reads only the range from the object
/// store. Serves the whole content when a request has several ranges or a unit other than bytes, which HTTP allows.
/// </summary>
internal sealed class MediaContentResult(MediaUser user, MediaId id) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var store = context.RequestServices.GetRequiredService<IUnifiedMediaStore>();
        var response = context.Response;
        if (await store.GetMediaAsync(user, id, context.RequestAborted) is not { } item)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var entityTag = item.Sha256 is { } sha256 ? new EntityTagHeaderValue($"\"{sha256}\"") : null;
        var range = GetRange(context.Request.GetTypedHeaders(), entityTag, item.SizeBytes);
        if (range is { Length: 0 })
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{item.SizeBytes}";
            return;
        }

        await using var download = await store.OpenMediaAsync(user, id, new() { Range = range }, context.RequestAborted);
        if (download is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = download.ContentType;
        response.ContentLength = download.Length;
        response.GetTypedHeaders().ETag = entityTag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = "private";
        response.Headers.XContentTypeOptions = "nosniff";
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {download.Offset}-{download.Offset + download.Length - 1}/{download.TotalBytes}";
        }

        await download.Content.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <returns>The range; null for the whole content; a length of 0 for a range that begins after the end.</returns>
    private static ByteRange? GetRange(Microsoft.AspNetCore.Http.Headers.RequestHeaders headers, EntityTagHeaderValue? entityTag, long size)
    {
        if (headers.Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges }
            || (headers.IfRange is { } condition && !Matches(condition, entityTag)))
        {
            return null;
        }

        return ranges.Single() switch
        {
            { From: null, To: { } last } => new(Math.Max(0, size - last), Math.Min(last, size)),
            { From: { } from } when from >= size => new(size, 0),
            { From: { } from, To: { } to } => new(from, Math.Min(to, size - 1) - from + 1),
            { From: { } from } => new(from, size - from),
            _ => null,
        };
    }

    // If the client has a part of a different version, a range of this version does not fit it.
    private static bool Matches(RangeConditionHeaderValue condition, EntityTagHeaderValue? entityTag) =>
        entityTag is not null && condition.EntityTag?.Compare(entityTag, useStrongComparison: true) == true;
}
