using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>The options of one upload.</summary>
internal sealed record UploadOptions(string ContentType, bool Overwrite, string CacheControl)
{
    public JsonObject? Metadata { get; init; }

    public IProgress<MediaProgress>? Progress { get; init; }

    public SupabaseUploadPause? Pause { get; init; }

    /// <summary>The SHA-256 hash of the content, in lower-case hexadecimal digits; null for an upload that later uploads cannot resume.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The token of a signed upload; null to use the user's access token.</summary>
    public string? SignedToken { get; init; }
}
