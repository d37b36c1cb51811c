namespace Unified.Media.Supabase;

/// <summary>The settings of resumable uploads.</summary>
/// <param name="ChunkBytes">The number of bytes per request.</param>
/// <param name="MaxRetries">The maximum number of consecutive retries without progress.</param>
internal readonly record struct ResumableUploadSettings(int ChunkBytes, int MaxRetries);
