namespace Unified.Media.Tool;

/// <summary>A row of the ledger: an attempt to store an object of an item.</summary>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Role"><c>original</c>, or the name of a derived object.</param>
/// <param name="State"><c>pending</c>, <c>ready</c>, <c>deleting</c> or <c>gone</c>.</param>
/// <param name="Bucket">The bucket of the object.</param>
/// <param name="Key">The key of the object.</param>
/// <param name="Adopted">True for an object that the legacy application stored.</param>
/// <param name="SizeBytes">The size; null while it is unknown.</param>
/// <param name="Sha256">The checksum in lower-case hexadecimal digits; null while it is unknown.</param>
/// <param name="Claims">The number of times that a janitor has claimed the row.</param>
/// <param name="NextTryAt">The time at which a janitor processes the row; null for never.</param>
internal sealed record LedgerEntry(
    int Attempt, string Role, string State, string Bucket, string Key, bool Adopted, long? SizeBytes, string? Sha256, int Claims,
    DateTimeOffset? NextTryAt);
