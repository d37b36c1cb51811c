using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Databases with the newest schema, filled once and copied: with the legacy module where there are older tables.</summary>
internal static class SchemaSteps
{
    public static DatabaseTemplate Migrated(this DatabaseTemplate template) => template.Then("catalog", async (connectionString, cancellationToken) =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new UnifiedMediaSchema(source, modules: [LegacySchema.Module]).MigrateAsync(cancellationToken: cancellationToken);
    });
}
