namespace Unified.Media.Drivers;

/// <summary>The right to store one object, under a key that no other attempt has or will have.</summary>
/// <param name="Id">The item.</param>
/// <param name="Attempt">The number of the attempt among those of the item in this role, from 1.</param>
/// <param name="Location">Where to store.</param>
/// <param name="LeaseUntil">From when on the janitor may end the attempt.</param>
public sealed record Reservation(MediaId Id, int Attempt, ObjectLocation Location, DateTimeOffset LeaseUntil)
{
    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }

    /// <summary>The attempt's object, to be deleted after the attempt was lost or given up.</summary>
    public LedgerObject ToLedgerObject() => new(Id, Attempt, Location) { Role = Role };
}
