namespace Unified.Media.Drivers;

/// <summary>One attempt in the ledger of <see cref="InMemoryMediaCatalog"/>. Changes only under the catalog's lock.</summary>
internal sealed class LedgerRow(LedgerEntry entry, ObjectRole role, int attempt, ObjectLocation location, DateTimeOffset leaseUntil)
{
    public LedgerEntry Entry { get; } = entry;

    public ObjectRole Role { get; } = role;

    public int Attempt { get; } = attempt;

    public ObjectLocation Location { get; } = location;

    public DateTimeOffset LeaseUntil { get; } = leaseUntil;

    public LedgerState State { get; set; } = LedgerState.Pending;

    /// <summary>From when on a deleting row is due.</summary>
    public DateTimeOffset NextTryAt { get; set; }

    public int Claims { get; set; }

    /// <summary>Since when a gone row is gone.</summary>
    public DateTimeOffset GoneAt { get; set; }

    public LedgerObject ToObject() => new() { Id = Entry.Id, Role = Role, Attempt = Attempt, Location = Location };

    public Reservation ToReservation() =>
        new() { Id = Entry.Id, Role = Role, Attempt = Attempt, Location = Location, LeaseUntil = LeaseUntil };
}
