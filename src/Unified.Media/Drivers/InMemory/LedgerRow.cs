namespace Unified.Media.Drivers;

/// <summary>An attempt in the ledger of <see cref="InMemoryMediaCatalog"/>. It changes only under the lock of the catalog.</summary>
internal sealed class LedgerRow(LedgerEntry entry, ObjectRole role, int attempt, ObjectLocation location, DateTimeOffset leaseUntil)
{
    public LedgerEntry Entry { get; } = entry;

    public ObjectRole Role { get; } = role;

    public int Attempt { get; } = attempt;

    public ObjectLocation Location { get; } = location;

    public DateTimeOffset LeaseUntil { get; } = leaseUntil;

    public LedgerState State { get; set; } = LedgerState.Pending;

    /// <summary>The time from which the janitor may claim a deleting row.</summary>
    public DateTimeOffset NextTryAt { get; set; }

    public int ClaimCount { get; set; }

    /// <summary>The time at which the state of the row changed to gone.</summary>
    public DateTimeOffset GoneAt { get; set; }

    public LedgerObject ToObject() => new() { Id = Entry.Id, Role = Role, Attempt = Attempt, Location = Location };

    public Reservation ToReservation() =>
        new() { Id = Entry.Id, Role = Role, Attempt = Attempt, Location = Location, LeaseUntil = LeaseUntil };
}
