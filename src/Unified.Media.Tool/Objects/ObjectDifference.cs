namespace Unified.Media.Tool;

/// <summary>An object that is not what the ledger says.</summary>
/// <param name="Code"><c>object_missing</c>, <c>size_differs</c>, <c>checksum_differs</c> or <c>object_unreadable</c>.</param>
/// <param name="Item">The item that it belongs to.</param>
/// <param name="Bucket">Where it is, or should be.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Expected">What the ledger says.</param>
/// <param name="Found">What was found.</param>
internal sealed record ObjectDifference(string Code, string Item, string Bucket, string Key, string? Expected, string? Found);
