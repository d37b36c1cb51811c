namespace Unified.Media.Migrations.Tests;

/// <summary>A function of our schema, as <c>pg_proc</c> describes it.</summary>
internal sealed record SqlFunction
{
    public required string Name { get; init; }

    /// <summary>The body, without the signature.</summary>
    public string Source { get; init; } = "begin end";

    public SqlVolatility Volatility { get; init; } = SqlVolatility.Volatile;

    public bool IsParallelSafe { get; init; }

    /// <summary>Whether it runs with the rights of its owner.</summary>
    public bool IsSecurityDefiner { get; init; }

    /// <summary>The settings of its own, such as <c>search_path=pg_catalog, pg_temp</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public string? Comment { get; init; } = "Does something.";
}
