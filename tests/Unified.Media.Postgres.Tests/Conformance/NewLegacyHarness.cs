using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>The catalog in a legacy database that no earlier test has used.</summary>
public sealed class NewLegacyHarness : LegacyHarness
{
    private protected override DatabaseTemplate Template => DatabaseTemplate.LegacyARows;

    private protected override Task<LeasedDatabase> TakeDatabaseAsync(CancellationToken cancellationToken) =>
        LeasedDatabase.CreateAsync(Template, cancellationToken);
}
