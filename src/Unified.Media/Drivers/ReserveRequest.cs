namespace Unified.Media.Drivers;

/// <summary>Asks for the right to store one object.</summary>
public sealed record ReserveRequest
{
    /// <summary>
    /// The new item's id, not used when an idempotency key names an older one. In a role other than the original's: the id of the item that
    /// the object belongs to.
    /// </summary>
    public required MediaId Id { get; init; }

    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }

    /// <summary>Where the object will be.</summary>
    public required ObjectLayout Layout { get; init; }

    /// <summary>The key's extension, lower case, without a dot.</summary>
    public required string Extension { get; init; }

    /// <summary>How long the attempt may take before the janitor may end it.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The caller's key, unique per owner; null for none. Originals only.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// A digest of the operation and its fields: a key that comes back with another is a mismatch. Null exactly when the key is.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>
    /// Whether to take over a pending attempt of the same key, or of the same item and role, whose lease is alive. The old one becomes
    /// deleting, due at the end of its lease, and can no longer become ready. Expired ones are always taken over.
    /// </summary>
    public bool TakeOver { get; init; }
}
