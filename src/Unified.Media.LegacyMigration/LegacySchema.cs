using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>The part of the database schema that the migration of older tables needs.</summary>
public static class LegacySchema
{
    // By the system catalogs: to_regclass needs a right to the schema.
    private const string HasOlderTables =
        """
        exists (
          select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = '{{media_schema}}' and c.relname in ('playground_gallery', 'user_media'))
        """;

    /// <summary>
    /// The module <c>legacy</c>: it is applied where a table <c>playground_gallery</c> or <c>user_media</c> exists, or where it is required.
    /// <c>new UnifiedMediaSchema(dataSource, modules: [LegacySchema.Module])</c>.
    /// </summary>
    public static SchemaModule Module { get; } = SchemaModule.FromResources("legacy", typeof(LegacySchema).Assembly, HasOlderTables);
}
