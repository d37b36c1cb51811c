namespace Unified.Media.Drivers;

/// <summary>The right to store one object, under a key that no other attempt has or will have.</summary>
/// <param name="Id">The item.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Location">Where to store.</param>
/// <param name="LeaseUntil">From when on the janitor may end the attempt.</param>
public sealed record Reservation(MediaId Id, int Attempt, ObjectLocation Location, DateTimeOffset LeaseUntil);
