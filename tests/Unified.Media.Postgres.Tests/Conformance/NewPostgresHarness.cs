namespace Unified.Media.Postgres.Tests;

/// <summary>The catalog in a database that no earlier test has used.</summary>
public sealed class NewPostgresHarness : PostgresHarness
{
    private protected override Task<LeasedDatabase> TakeDatabaseAsync(CancellationToken cancellationToken) =>
        LeasedDatabase.CreateAsync(Template, cancellationToken);
}
