namespace Unified.Media.Drivers;

/// <summary>One attempt's object, as the ledger names it.</summary>
/// <param name="Id">The item.</param>
/// <param name="Attempt">The number of the attempt among those of the item in this role.</param>
/// <param name="Location">Where the object is, if it was ever stored.</param>
public sealed record LedgerObject(MediaId Id, int Attempt, ObjectLocation Location)
{
    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }
}
