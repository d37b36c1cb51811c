namespace Unified.Media.Benchmarks;

/// <summary>A Storage server.</summary>
/// <param name="Name">As it stands in figures.</param>
/// <param name="Url">Without the gateway's prefix.</param>
/// <param name="Key">The service's key.</param>
/// <param name="Stores">Whether it keeps what it is given.</param>
internal sealed record StorageEndpoint(string Name, Uri Url, string Key, bool Stores);
