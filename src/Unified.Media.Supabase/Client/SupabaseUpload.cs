using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>The options of an upload.</summary>
public sealed record SupabaseUpload
{
    /// <summary>The content type, without parameters: Storage compares it letter by letter with what a bucket allows.</summary>
    /// <value><c>application/octet-stream</c></value>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>True replaces an object that is there, and its metadata too.</summary>
    /// <value>False: a key that is taken is a conflict.</value>
    public bool Overwrite { get; init; }

    /// <summary>The <c>Cache-Control</c> for browsers and proxies; null for <see cref="SupabaseStorageOptions.CacheControl"/>.</summary>
    public string? CacheControl { get; init; }

    /// <summary>
    /// Metadata to keep with the object, readable wherever the object is; null for none. At most 8 KiB as JSON.
    /// </summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Told how many bytes Storage has been sent, from the thread that sends. Never goes back.</summary>
    public IProgress<MediaProgress>? Progress { get; init; }

    /// <summary>Holds a resumable upload; null for one that cannot be held.</summary>
    public SupabaseUploadPause? Pause { get; init; }

    /// <exception cref="ArgumentException">Something would be no header.</exception>
    internal void Require()
    {
        if (!MediaTypeHeaderValue.TryParse(ContentType, out var type) || type.Parameters.Count > 0)
        {
            throw new ArgumentException("The content type must be like image/png, without parameters.", nameof(ContentType));
        }

        if (CacheControl is not null && !SupabaseStorageOptionsValidator.IsCacheControl(CacheControl))
        {
            throw new ArgumentException("It must have 1 to 200 printable ASCII characters.", nameof(CacheControl));
        }
    }
}
