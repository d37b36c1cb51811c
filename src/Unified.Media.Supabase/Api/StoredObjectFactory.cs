using System.Net.Http.Headers;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Makes the description of an object from the responses of different endpoints, with the same values from each.</summary>
internal static class StoredObjectFactory
{
    /// <summary>Reads a response that has the object, or a part of it, as its content.</summary>
    public static StoredObject FromContent(ObjectLocation location, HttpResponseMessage response, long size) => new()
    {
        Location = location,
        SizeBytes = size,
        ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null,
        ETag = ETag(response.Headers),
        LastModified = response.Content.Headers.LastModified,
    };

    /// <summary>Reads a response that describes the object.</summary>
    public static StoredObject FromInfo(ObjectLocation location, HttpResponseMessage response, ObjectInfoResponse info) => new()
    {
        Location = location,
        SizeBytes = info.Size ?? throw SupabaseErrors.Failed("Supabase Storage did not return the size of the object."),
        ContentType = info.ContentType,
        ETag = info.ETag ?? ETag(response.Headers),

        // The header has the time of the object, as downloads have it. The body has the time of the database row.
        LastModified = response.Content.Headers.LastModified ?? WholeSeconds(info.LastModified),
    };

    /// <summary>Reads an entry of a list.</summary>
    public static StoredObject FromListed(string bucket, ListedObject listed) => new()
    {
        Location = new(bucket, listed.Name),
        SizeBytes = listed.Metadata?.Size ?? 0,
        ContentType = listed.Metadata?.Mimetype,
        ETag = listed.Metadata?.ETag,
        LastModified = WholeSeconds(listed.Metadata?.LastModified),
    };

    public static string? ETag(HttpResponseHeaders headers) => headers.TryGetValues("ETag", out var tags) ? tags.First() : null;

    private static DateTimeOffset? WholeSeconds(DateTimeOffset? time) => time is { } exact
        ? new DateTimeOffset(exact.UtcTicks - (exact.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero)
        : null;
}
