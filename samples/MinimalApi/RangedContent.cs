using Microsoft.Net.Http.Headers;
using Unified.Media;

namespace MinimalApi;

/// <summary>
/// An item's content with one byte range, as browsers ask for when they seek in a video. Only the range is read from the object store.
/// Several ranges at once, and units other than bytes, get everything, as HTTP allows.
/// </summary>
internal sealed class RangedContent(MediaUser user, MediaId id) : IResult
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

        var version = item.Sha256 is { } sha256 ? new EntityTagHeaderValue($"\"{sha256}\"") : null;
        var asked = Asked(context.Request.GetTypedHeaders(), version, item.SizeBytes);
        if (asked is { Length: 0 })
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{item.SizeBytes}";
            return;
        }

        await using var download = await store.OpenMediaAsync(user, id, new() { Range = asked }, context.RequestAborted);
        if (download is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = download.ContentType;
        response.ContentLength = download.Length;
        response.GetTypedHeaders().ETag = version;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = "private";
        response.Headers.XContentTypeOptions = "nosniff";
        if (asked is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {download.Offset}-{download.Offset + download.Length - 1}/{download.TotalBytes}";
        }

        await download.Content.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <returns>Null for everything; a length of 0 for a range that begins after the end.</returns>
    private static ByteRange? Asked(Microsoft.AspNetCore.Http.Headers.RequestHeaders headers, EntityTagHeaderValue? version, long size)
    {
        if (headers.Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges }
            || (headers.IfRange is { } condition && !Matches(condition, version)))
        {
            return null;
        }

        var range = ranges.Single();
        return range switch
        {
            { From: null, To: { } last } => new(Math.Max(0, size - last), Math.Min(last, size)),
            { From: { } from } when from >= size => new(size, 0),
            { From: { } from, To: { } to } => new(from, Math.Min(to, size - 1) - from + 1),
            { From: { } from } => new(from, size - from),
            _ => null,
        };
    }

    // Who has begun with another version needs everything: the rest of this one would not fit.
    private static bool Matches(RangeConditionHeaderValue condition, EntityTagHeaderValue? version) =>
        version is not null && condition.EntityTag?.Compare(version, useStrongComparison: true) == true;
}
