namespace Unified.Media.Drivers;

/// <summary>A request to reserve an attempt to store one object.</summary>
public sealed record ReserveRequest
{
    /// <summary>
    /// The id of the new item; ignored when the idempotency key names an existing item. In a derived role, the id of the item that owns the object.
    /// </summary>
    public required MediaId Id { get; init; }

    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }

    /// <summary>The layout that composes the location of the object.</summary>
    public required ObjectLayout Layout { get; init; }

    /// <summary>The extension of the key, in lower case without a dot.</summary>
    public required string Extension { get; init; }

    /// <summary>The duration of the lease. When it has expired, the janitor may claim the attempt.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The idempotency key of the caller, unique per owner; null for none. Only originals have an idempotency key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// A hash of the operation and its fields; null without an idempotency key. Repeating a key with another
    /// fingerprint returns <see cref="ReserveStatus.Mismatch"/>.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>
    /// True to replace a pending attempt of the same idempotency key, or of the same item and role, before its lease expires. The replaced attempt
    /// becomes deleting and is due at the end of its lease. It can no longer become ready. Expired attempts are always replaced.
    /// </summary>
    public bool TakeOver { get; init; }
}
