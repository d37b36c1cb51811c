using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>A list, and how much it may cost in terms of another.</summary>
internal sealed record ListedQuery(string Name, string Against, double Goal, CatalogQuery Query);
