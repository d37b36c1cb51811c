using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>The options of an upload.</summary>
public sealed record SupabaseUploadOptions
{
    /// <summary>The content type, without parameters: Storage compares it literally with the content types that a bucket allows.</summary>
    /// <value><c>application/octet-stream</c></value>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>True to overwrite an existing object and its metadata; false to fail with a conflict.</summary>
    /// <value>False.</value>
    public bool Overwrite { get; init; }

    /// <summary>The <c>Cache-Control</c> header for browsers and proxies; null for <see cref="SupabaseStorageOptions.CacheControl"/>.</summary>
    /// <value>Null.</value>
    public string? CacheControl { get; init; }

    /// <summary>The metadata to store with the object, at most 8 KiB as JSON; null for none. Everyone who can read the object can read it.</summary>
    /// <value>Null.</value>
    public JsonObject? Metadata { get; init; }

    /// <summary>
    /// Receives the number of bytes sent so far, on the thread that sends them. The number never decreases. Null for no reports.
    /// </summary>
    /// <value>Null.</value>
    public IProgress<MediaProgress>? Progress { get; init; }

    /// <summary>Pauses and resumes an upload in chunks; null for an upload that cannot be paused.</summary>
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
