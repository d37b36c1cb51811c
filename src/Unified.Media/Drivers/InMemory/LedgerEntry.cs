namespace Unified.Media.Drivers;

/// <summary>
/// All attempts at one item in the ledger of <see cref="InMemoryMediaCatalog"/>. It outlives its item, and goes with its last row.
/// </summary>
internal sealed class LedgerEntry(MediaId id, OwnerId owner, string? idempotencyKey, string? fingerprint)
{
    public MediaId Id { get; } = id;

    public OwnerId Owner { get; } = owner;

    public string? IdempotencyKey { get; } = idempotencyKey;

    public string? Fingerprint { get; } = fingerprint;

    public List<LedgerRow> Rows { get; } = [];

    /// <summary>The number of the latest attempt, which may be purged already: numbers are never used again.</summary>
    public int LastAttempt { get; set; }

    /// <summary>True once the item was taken away: from then on its idempotency key makes nothing.</summary>
    public bool IsRetired { get; set; }

    public MediaItem? Item { get; set; }

    public string? ReceivedSha256 { get; set; }

    public LedgerRow? Find(int attempt) => Rows.Find(row => row.Attempt == attempt);
}
