using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Templates with the newest schema, and with the legacy module if they have legacy tables.</summary>
internal static class SchemaSteps
{
    public static DatabaseTemplate Migrated(this DatabaseTemplate template) => template.Then("catalog", async (connectionString, cancellationToken) =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new UnifiedMediaSchema(source, modules: [LegacySchema.Module]).MigrateAsync(cancellationToken: cancellationToken);
    });
}
