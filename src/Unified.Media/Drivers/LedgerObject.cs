namespace Unified.Media.Drivers;

/// <summary>The object of one attempt, as recorded in the ledger.</summary>
public sealed record LedgerObject
{
    /// <summary>The item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The role of the object within its item; the original by default.</summary>
    public ObjectRole Role { get; init; }

    /// <summary>The number of the attempt within the item and role, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The location of the object. The object may never have been stored.</summary>
    public required ObjectLocation Location { get; init; }
}
