using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Unified.Media.TestStorage;

/// <summary>
/// Reads a form. The first file is the content of the object, and the fields before it are its properties. The fields after it are ignored.
/// </summary>
internal sealed class MultipartUpload(StorageState state)
{
    public async Task<(StoredContent Content, UploadHeaders Headers)> ReadAsync(
        StorageRequest request, StorageBucket bucket, string key, Guid version, UploadHeaders headers)
    {
        var type = MediaTypeHeaderValue.Parse(headers.ContentType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? throw StorageErrors.InvalidContentType;
        var reader = new MultipartReader(boundary, request.Context.Request.Body);
        var described = headers with { ContentType = string.Empty, CacheControl = "no-cache" };
        while (await reader.ReadNextSectionAsync(request.Aborted) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            if (disposition is not null && disposition.FileName.HasValue)
            {
                var contentType = described.ContentType.Length > 0
                    ? described.ContentType
                    : section.ContentType ?? "application/octet-stream";
                state.Writer.CheckLimits(bucket, key, contentType, length: null);
                var content = await state.Files.WriteAsync(version, section.Body, state.Writer.MaxBytes(bucket), request.Aborted);
                return (content, described with { ContentType = contentType });
            }

            using var text = new StreamReader(section.Body);
            var value = await text.ReadToEndAsync(request.Aborted);
            described = disposition?.Name.Value switch
            {
                "cacheControl" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) =>
                    described with { CacheControl = $"max-age={seconds}" },
                "metadata" or "userMetadata" => described with { Metadata = UploadHeaders.ParseMetadata(value) ?? described.Metadata },
                "contentType" => described with { ContentType = value },
                _ => described,
            };
        }

        throw StorageErrors.NoContent;
    }
}
