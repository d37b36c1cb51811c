namespace Unified.Media.Supabase;

/// <summary>The settings of resumable uploads.</summary>
/// <param name="ChunkBytes">The number of bytes per request.</param>
/// <param name="MaxRetries">The number of failures in a row that an upload survives.</param>
internal readonly record struct ResumableRules(int ChunkBytes, int MaxRetries);
