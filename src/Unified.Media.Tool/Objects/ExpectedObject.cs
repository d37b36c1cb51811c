namespace Unified.Media.Tool;

/// <summary>An object as the ledger knows it; size and checksum are null where an older program stored it.</summary>
internal sealed record ExpectedObject(long Number, Guid Item, ObjectLocation Location, long? SizeBytes, string? Sha256);
