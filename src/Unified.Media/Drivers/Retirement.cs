namespace Unified.Media.Drivers;

/// <summary>An item on its way out.</summary>
/// <param name="Id">The item.</param>
/// <param name="Objects">Its attempts whose objects are to be erased.</param>
public sealed record Retirement(MediaId Id, IReadOnlyList<LedgerObject> Objects);
