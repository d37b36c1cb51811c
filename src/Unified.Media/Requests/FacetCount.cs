namespace Unified.Media;

/// <summary>How many items have a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many items.</param>
/// <param name="IsCapped">True when the count stopped at its cap: there are at least as many.</param>
/// <param name="Bytes">Their bytes in all, where that was asked for.</param>
public sealed record FacetCount(string Value, long Count, bool IsCapped, long? Bytes);
