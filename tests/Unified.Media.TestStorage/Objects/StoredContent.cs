namespace Unified.Media.TestStorage;

/// <summary>The length and the hash of received content.</summary>
internal readonly record struct StoredContent(long Size, string ETag);
