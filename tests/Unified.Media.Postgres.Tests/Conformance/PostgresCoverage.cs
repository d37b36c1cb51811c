using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class PostgresCoverage : AllSuitesImplementedTests
{
    private const string LikeLegacyA = "Large lists take seconds: one table of the predecessor, that of LegacyA, stands for all.";

    protected override IReadOnlyList<Excuse> Excuses =>
    [
        new(typeof(LegacyBHarness), typeof(MediaCatalogLargeListTests<>), LikeLegacyA),
        new(typeof(LegacyCHarness), typeof(MediaCatalogLargeListTests<>), LikeLegacyA),
        new(typeof(NewPostgresHarness), null, "The catalog of PostgresHarness, in a database of its own for tests of plans."),
    ];
}
