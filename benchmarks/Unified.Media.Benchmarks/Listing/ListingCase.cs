using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>A list query and the maximum ratio of its duration to that of another case.</summary>
/// <param name="Name">The name of this case.</param>
/// <param name="Against">The name of the other case.</param>
/// <param name="Goal">The maximum ratio.</param>
/// <param name="Query">The query.</param>
internal sealed record ListingCase(string Name, string Against, double Goal, CatalogQuery Query);
