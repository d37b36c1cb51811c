using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>The options of one upload.</summary>
internal sealed record UploadOptions(string ContentType, bool Overwrite, string CacheControl)
{
    public JsonObject? Metadata { get; init; }

    public IProgress<MediaProgress>? Progress { get; init; }

    public SupabaseUploadPause? Pause { get; init; }

    /// <summary>The SHA-256 of the content; null for an upload that later calls cannot resume.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The token of a signed upload; null where the user's own access token is used.</summary>
    public string? SignedToken { get; init; }
}
