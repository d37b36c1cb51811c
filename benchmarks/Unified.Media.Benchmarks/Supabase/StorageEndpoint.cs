namespace Unified.Media.Benchmarks;

/// <summary>A Storage server.</summary>
/// <param name="Name">The name in figures.</param>
/// <param name="Url">The URL without the prefix of the gateway.</param>
/// <param name="Key">The service key.</param>
/// <param name="Stores">True if it stores uploads; false if it discards them.</param>
internal sealed record StorageEndpoint(string Name, Uri Url, string Key, bool Stores);
