namespace Unified.Media.Drivers;

/// <summary>An item that is marked deleted.</summary>
/// <param name="Id">The item.</param>
/// <param name="Objects">Its attempts whose objects are to be deleted.</param>
public sealed record DeletedMedia(MediaId Id, IReadOnlyList<LedgerObject> Objects);
