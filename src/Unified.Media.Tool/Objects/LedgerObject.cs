namespace Unified.Media.Tool;

/// <summary>An object of the ledger. Size and checksum are null for objects that the legacy application stored.</summary>
internal sealed record LedgerObject(long ObjectId, Guid MediaId, ObjectLocation Location, long? SizeBytes, string? Sha256);
