namespace Unified.Media.Drivers;

/// <summary>
/// All attempts of one item in the ledger of <see cref="InMemoryMediaCatalog"/>, in every role. The catalog removes the entry when its
/// last row is purged, which is later than the deletion of the item.
/// </summary>
internal sealed class LedgerEntry(MediaId id, OwnerId owner, string? idempotencyKey, string? fingerprint)
{
    private readonly Dictionary<ObjectRole, int> _lastAttempts = [];

    public MediaId Id { get; } = id;

    public OwnerId Owner { get; } = owner;

    public string? IdempotencyKey { get; } = idempotencyKey;

    public string? Fingerprint { get; } = fingerprint;

    public List<LedgerRow> Rows { get; } = [];

    /// <summary>True when the item was deleted: its idempotency key creates no further item.</summary>
    public bool IsDeleted { get; set; }

    public MediaItem? Item { get; set; }

    public string? ReceivedSha256 { get; set; }

    /// <summary>Returns the number of the next attempt in a role. A number is never reused, even after its row was purged.</summary>
    public int NextAttempt(ObjectRole role) => _lastAttempts[role] = _lastAttempts.GetValueOrDefault(role) + 1;

    public LedgerRow? Find(ObjectRole role, int attempt) => Rows.Find(row => row.Role == role && row.Attempt == attempt);

    public LedgerRow? Find(ObjectRole role, LedgerState state) => Rows.Find(row => row.Role == role && row.State == state);
}
