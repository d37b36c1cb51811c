using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class PostgresCoverage : AllSuitesImplementedTests
{
    private const string LikeLegacyA = "Large lists take seconds, and LegacyA covers the reading of legacy tables.";

    protected override IReadOnlyList<SuiteExclusion> Exclusions =>
    [
        new() { Harness = typeof(LegacyBHarness), Suite = typeof(MediaCatalogLargeListTests<>), Reason = LikeLegacyA },
        new() { Harness = typeof(LegacyCHarness), Suite = typeof(MediaCatalogLargeListTests<>), Reason = LikeLegacyA },
        new() { Harness = typeof(NewLegacyHarness), Reason = "The plan tests use this harness; LegacyAHarness runs the suites." },
        new() { Harness = typeof(NewPostgresHarness), Reason = "The plan tests use this harness; PostgresHarness runs the suites." },
    ];
}
