using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>A list query and the maximum ratio of its duration to that of another case.</summary>
internal sealed record ListingCase(string Name, string Against, double Goal, CatalogQuery Query);
