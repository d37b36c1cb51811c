namespace Unified.Media.Drivers;

/// <summary>The exclusive right to store one object. No other attempt ever uses the same key.</summary>
public sealed record Reservation
{
    /// <summary>The item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }

    /// <summary>The number of the attempt within the item and role, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The location for the object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The end of the lease. After this time the janitor may claim the attempt.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Returns the object of the attempt, to delete it after the attempt was lost or abandoned.</summary>
    public LedgerObject ToLedgerObject() => new() { Id = Id, Role = Role, Attempt = Attempt, Location = Location };
}
