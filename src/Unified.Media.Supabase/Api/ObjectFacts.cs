using System.Net.Http.Headers;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Reads what answers say about an object: the same facts, whichever endpoint answers.</summary>
internal static class ObjectFacts
{
    /// <summary>From an answer that has the object, or a part of it, as its content.</summary>
    public static StoredObject OfContent(ObjectLocation location, HttpResponseMessage answer, long size) => new()
    {
        Location = location,
        SizeBytes = size,
        ContentType = answer.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null,
        ETag = ETag(answer.Headers),
        LastModified = answer.Content.Headers.LastModified,
    };

    /// <summary>From an answer that describes the object.</summary>
    public static StoredObject OfInfo(ObjectLocation location, HttpResponseMessage answer, ObjectInfoResponse info) => new()
    {
        Location = location,
        SizeBytes = info.Size ?? throw new MediaProviderException(
            "Supabase Storage does not say how large the object is.", SupabaseErrors.Provider),
        ContentType = info.ContentType,
        ETag = info.ETag ?? ETag(answer.Headers),

        // The body has the time of the row, the header that of the object, as downloads have it.
        LastModified = answer.Content.Headers.LastModified ?? Seconds(info.LastModified),
    };

    public static StoredObject OfListed(string bucket, ListedObject listed) => new()
    {
        Location = new(bucket, listed.Name),
        SizeBytes = listed.Metadata?.Size ?? 0,
        ContentType = listed.Metadata?.Mimetype,
        ETag = listed.Metadata?.ETag,
        LastModified = Seconds(listed.Metadata?.LastModified),
    };

    public static string? ETag(HttpResponseHeaders headers) => headers.TryGetValues("ETag", out var tags) ? tags.First() : null;

    private static DateTimeOffset? Seconds(DateTimeOffset? time) => time is { } exact
        ? new DateTimeOffset(exact.UtcTicks - (exact.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero)
        : null;
}
