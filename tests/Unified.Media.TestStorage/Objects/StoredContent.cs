namespace Unified.Media.TestStorage;

/// <summary>The number of bytes and the ETag of stored content.</summary>
internal readonly record struct StoredContent(long Size, string ETag);
