using Unified.Media.Drivers;

namespace Unified.Media.LegacyMigration;

/// <summary>Whether, and how thoroughly, a verification looks for the objects themselves.</summary>
/// <param name="Objects">Where the objects are.</param>
/// <param name="Every">1 looks for all adopted objects, 100 for every hundredth.</param>
/// <param name="Parallelism">How many questions are under way at once.</param>
public sealed record LegacyObjectCheck(IObjectStore Objects, int Every = 100, int Parallelism = 8);
