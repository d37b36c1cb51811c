namespace Unified.Media.TestStorage;

/// <summary>What was counted and hashed while content arrived.</summary>
internal readonly record struct StoredContent(long Size, string ETag);
