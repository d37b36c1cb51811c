namespace Unified.Media.Drivers;

/// <summary>
/// All attempts at one item in the ledger of <see cref="InMemoryMediaCatalog"/>, in every role. It outlives its item, and goes with its last
/// row.
/// </summary>
internal sealed class LedgerEntry(MediaId id, OwnerId owner, string? idempotencyKey, string? fingerprint)
{
    private readonly Dictionary<ObjectRole, int> _lastAttempts = [];

    public MediaId Id { get; } = id;

    public OwnerId Owner { get; } = owner;

    public string? IdempotencyKey { get; } = idempotencyKey;

    public string? Fingerprint { get; } = fingerprint;

    public List<LedgerRow> Rows { get; } = [];

    /// <summary>True once the item was deleted: from then on its idempotency key makes nothing.</summary>
    public bool IsDeleted { get; set; }

    public MediaItem? Item { get; set; }

    public string? ReceivedSha256 { get; set; }

    /// <summary>Numbers the next attempt in a role. The rows of earlier ones may be purged already: numbers are never used again.</summary>
    public int NextAttempt(ObjectRole role) => _lastAttempts[role] = _lastAttempts.GetValueOrDefault(role) + 1;

    public LedgerRow? Find(ObjectRole role, int attempt) => Rows.Find(row => row.Role == role && row.Attempt == attempt);

    public LedgerRow? Find(ObjectRole role, LedgerState state) => Rows.Find(row => row.Role == role && row.State == state);
}
