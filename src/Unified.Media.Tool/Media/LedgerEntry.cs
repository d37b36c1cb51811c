namespace Unified.Media.Tool;

/// <summary>A row of the ledger: an attempt to store an object of an item.</summary>
internal sealed record LedgerEntry(
    int Attempt, string Role, string State, string Bucket, string Key, bool Adopted, long? SizeBytes, string? Sha256, int Claims,
    DateTimeOffset? NextTryAt);
