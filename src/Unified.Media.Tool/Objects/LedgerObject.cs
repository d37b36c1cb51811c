namespace Unified.Media.Tool;

/// <summary>An object of the ledger. The size and the checksum can be null for an object that the legacy application stored.</summary>
internal sealed record LedgerObject(long ObjectId, Guid MediaId, ObjectLocation Location, long? SizeBytes, string? Sha256);
