using Unified.Media.Drivers;

namespace Unified.Media.LegacyMigration;

/// <summary>Options for checking that the objects of a verification exist.</summary>
public sealed record LegacyObjectCheckOptions
{
    /// <summary>The object store that holds the objects.</summary>
    public required IObjectStore ObjectStore { get; init; }

    /// <summary>The interval of the sample: 1 checks every object, 100 checks one object in a hundred. Smaller values count as 1.</summary>
    /// <value>100.</value>
    public int SampleInterval { get; init; } = 100;

    /// <summary>The maximum number of concurrent requests. Values below 1 count as 1.</summary>
    /// <value>8.</value>
    public int MaxConcurrency { get; init; } = 8;
}
