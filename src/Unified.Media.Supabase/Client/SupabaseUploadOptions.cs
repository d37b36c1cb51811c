using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>The options of an upload.</summary>
public sealed record SupabaseUploadOptions
{
    /// <summary>
    /// The content type, without parameters. Storage compares the whole value with the content types that a bucket allows, so parameters
    /// would prevent a match.
    /// </summary>
    /// <value>The default is <c>application/octet-stream</c>.</value>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>
    /// True to overwrite an existing object and its metadata; false to throw <see cref="MediaConflictException"/>. Ignored for signed uploads.
    /// </summary>
    /// <value>The default is false.</value>
    public bool Overwrite { get; init; }

    /// <summary>
    /// The <c>Cache-Control</c> header for browsers and proxies, 1 to 200 printable ASCII characters; null for
    /// <see cref="SupabaseStorageOptions.CacheControl"/>. Uploads in chunks send only the <c>max-age</c> of this header.
    /// </summary>
    /// <value>Null.</value>
    public string? CacheControl { get; init; }

    /// <summary>
    /// The metadata to store with the object, at most 8 KiB as JSON; null for none. Every user who can read the object can read its metadata.
    /// </summary>
    /// <value>Null.</value>
    public JsonObject? Metadata { get; init; }

    /// <summary>
    /// Receives the number of sent bytes, on the thread that sends them. The number never decreases, even if bytes are sent again.
    /// Null for no reports.
    /// </summary>
    /// <value>Null.</value>
    public IProgress<MediaProgress>? Progress { get; init; }

    /// <summary>Pauses and resumes the upload if it is sent in chunks; null for an upload that cannot be paused.</summary>
    /// <value>Null.</value>
    public SupabaseUploadPause? Pause { get; init; }

    /// <exception cref="ArgumentException">The content type or the cache control is not a valid header.</exception>
    internal void ThrowIfInvalid()
    {
        if (!MediaTypeHeaderValue.TryParse(ContentType, out var type) || type.Parameters.Count > 0)
        {
            throw new ArgumentException("The content type must have the form image/png, without parameters.", nameof(ContentType));
        }

        if (CacheControl is not null && !SupabaseStorageOptionsValidator.IsCacheControl(CacheControl))
        {
            throw new ArgumentException("The cache control must have 1 to 200 printable ASCII characters.", nameof(CacheControl));
        }
    }
}
