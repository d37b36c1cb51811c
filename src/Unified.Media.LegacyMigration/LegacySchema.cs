using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>The module of the database schema that the legacy migration requires.</summary>
public static class LegacySchema
{
    // Uses the system catalogs: to_regclass requires a privilege on the schema.
    private const string HasOlderTables =
        """
        exists (
          select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = '{{media_schema}}' and c.relname in ('playground_gallery', 'user_media'))
        """;

    /// <summary>
    /// The module <c>legacy</c>. It is applied where a table <c>playground_gallery</c> or <c>user_media</c> exists, or where it is required.
    /// Usage: <c>new UnifiedMediaSchema(dataSource, modules: [LegacySchema.Module])</c>.
    /// </summary>
    public static SchemaModule Module { get; } = SchemaModule.FromResources("legacy", typeof(LegacySchema).Assembly, HasOlderTables);
}
