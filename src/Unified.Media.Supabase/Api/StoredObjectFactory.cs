using System.Net.Http.Headers;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Creates the description of an object from a response. The values for an object do not depend on the endpoint that returned them.
/// </summary>
internal static class StoredObjectFactory
{
    /// <summary>Creates a description from the response to a download.</summary>
    public static StoredObject FromContent(ObjectLocation location, HttpResponseMessage response, long size) => new()
    {
        Location = location,
        SizeBytes = size,
        ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null,
        ETag = ETag(response.Headers),
        LastModified = response.Content.Headers.LastModified,
    };

    /// <summary>Creates a description from the response of the <c>info</c> endpoint.</summary>
    public static StoredObject FromInfo(ObjectLocation location, HttpResponseMessage response, ObjectInfoResponse info) => new()
    {
        Location = location,
        SizeBytes = info.Size ?? throw SupabaseErrors.Failed("Supabase Storage did not return the size of the object."),
        ContentType = info.ContentType,
        ETag = info.ETag ?? ETag(response.Headers),

        // Downloads have this header too, so both methods return the same time. The time in the body is the time of the database row.
        LastModified = response.Content.Headers.LastModified ?? WholeSeconds(info.LastModified),
    };

    /// <summary>Creates a description from an entry of a list.</summary>
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
