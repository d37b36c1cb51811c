namespace Unified.Media.Supabase;

/// <summary>What the options say about resumable uploads.</summary>
/// <param name="ChunkBytes">How many bytes one request sends.</param>
/// <param name="MaxRetries">How often in a row a chunk may fail before the upload does.</param>
internal readonly record struct ResumableRules(int ChunkBytes, int MaxRetries);
