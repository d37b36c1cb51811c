namespace Unified.Media.Migrations.Tests;

/// <summary>A function of the schema, as described by <c>pg_proc</c>.</summary>
internal sealed record SqlFunction
{
    public required string Name { get; init; }

    /// <summary>The body, without the signature.</summary>
    public string Source { get; init; } = "begin end";

    public SqlVolatility Volatility { get; init; } = SqlVolatility.Volatile;

    public bool IsParallelSafe { get; init; }

    /// <summary>Whether the function is SECURITY DEFINER.</summary>
    public bool IsSecurityDefiner { get; init; }

    /// <summary>The settings of the function, such as <c>search_path=pg_catalog, pg_temp</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public string? Comment { get; init; } = "Does something.";
}
