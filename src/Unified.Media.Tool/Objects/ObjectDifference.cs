namespace Unified.Media.Tool;

/// <summary>An object that differs from its row in the ledger.</summary>
/// <param name="Code"><c>object_missing</c>, <c>size_differs</c>, <c>checksum_differs</c> or <c>object_unreadable</c>.</param>
/// <param name="Item">The id of the item of the object.</param>
/// <param name="Bucket">The bucket of the object.</param>
/// <param name="Key">The key of the object.</param>
/// <param name="Expected">The value in the ledger; null if the ledger has no value.</param>
/// <param name="Found">The value in the object store, or the error message; null for a missing object.</param>
internal sealed record ObjectDifference(string Code, string Item, string Bucket, string Key, string? Expected, string? Found);
