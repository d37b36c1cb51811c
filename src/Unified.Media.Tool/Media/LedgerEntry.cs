namespace Unified.Media.Tool;

/// <summary>An attempt to store an item's object, as the ledger knows it.</summary>
internal sealed record LedgerEntry(
    int Attempt, string Role, string State, string Bucket, string Key, bool Adopted, long? SizeBytes, string? Sha256, int Claims,
    DateTimeOffset? NextTryAt);
