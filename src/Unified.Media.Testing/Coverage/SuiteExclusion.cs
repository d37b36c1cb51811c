namespace Unified.Media.Testing;

/// <summary>A suite that a harness does not run on purpose.</summary>
public sealed record SuiteExclusion
{
    /// <summary>The harness.</summary>
    public required Type Harness { get; init; }

    /// <summary>The suite as an open generic type, such as <c>typeof(ObjectUrlsTests&lt;&gt;)</c>; null excludes all suites of the harness.</summary>
    public Type? Suite { get; init; }

    /// <summary>The reason, as a sentence.</summary>
    public required string Reason { get; init; }
}
