using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Databases with the schema, filled once and copied.</summary>
internal static class SchemaSteps
{
    public static DatabaseTemplate Migrated(this DatabaseTemplate template) => template.Then("catalog", ApplyAsync);

    private static async Task ApplyAsync(string connectionString, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "Unified.Media.Migrations", "Schema");
        await using var source = NpgsqlDataSource.Create(connectionString);
        foreach (var file in Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal))
        {
            var text = (await File.ReadAllTextAsync(file, cancellationToken))
                .Replace("{{schema}}", "unified_media").Replace("{{media_schema}}", "public").Replace("{{anon}}", "anon")
                .Replace("{{authenticated}}", "authenticated").Replace("{{service_role}}", "service_role")
                .Replace("{{worker}}", "unified_media_worker").Replace("{{app}}", "unified_media_app");
            string[] parts = file.Contains(".concurrent.", StringComparison.Ordinal) ? text.Split("-- step") : [text];
            foreach (var part in parts)
            {
                await using var command = source.CreateCommand(part);
                while (await command.ExecuteNonQueryAsync(cancellationToken) > 0 && file.Contains(".batch.", StringComparison.Ordinal))
                {
                }
            }
        }
    }
}
