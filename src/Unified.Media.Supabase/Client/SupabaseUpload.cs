using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>How to upload an object.</summary>
public sealed record SupabaseUpload
{
    /// <summary>The content type, without parameters: Storage compares it letter by letter with what a bucket allows.</summary>
    /// <value><c>application/octet-stream</c></value>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Whether to replace an object that is there. Its metadata is replaced too.</summary>
    /// <value>False: a key that is taken is a conflict.</value>
    public bool Overwrite { get; init; }

    /// <summary>What browsers and proxies may do with the object; null for <see cref="SupabaseStorageOptions.CacheControl"/>.</summary>
    public string? CacheControl { get; init; }

    /// <summary>
    /// What to keep about the object, readable by everybody who may read the object; null for nothing. At most 8 KiB as JSON.
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
