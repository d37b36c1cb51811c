namespace Unified.Media.Drivers;

/// <summary>An item that is marked deleted, with the objects that remain to be deleted.</summary>
public sealed record DeletedMedia
{
    /// <summary>The item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The objects of all attempts of the item, in every role.</summary>
    public required IReadOnlyList<LedgerObject> Objects { get; init; }
}
