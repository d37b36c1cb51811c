using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Describes a schema as lines: columns, constraints, indexes, functions, triggers, policies, privileges.</summary>
internal static class SchemaDescription
{
    private const string Query =
        """
        WITH spaces AS (
            SELECT oid, nspname FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'),
        tables AS (
            SELECT s.nspname || '.' || c.relname AS name, c.* FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace)
        SELECT line FROM (
            SELECT format('schema %s %s', nspname, (SELECT nspacl::text FROM pg_namespace n WHERE n.oid = spaces.oid)) FROM spaces
            UNION ALL
            SELECT format('%s %s rls %s/%s %s %s', relkind, name, relrowsecurity, relforcerowsecurity, relacl::text, reloptions::text)
            FROM tables WHERE relkind IN ('r', 'v', 'm', 'S', 'p')
            UNION ALL
            SELECT format('column %s.%s %s %s %s %s', t.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid), (SELECT collname FROM pg_collation WHERE oid = a.attcollation))
            FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum WHERE t.relkind IN ('r', 'v')
            UNION ALL
            SELECT format('constraint %s.%s %s %s', t.name, conname, convalidated, pg_get_constraintdef(c.oid))
            FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid
            UNION ALL
            SELECT format('index %s %s', indisvalid, pg_get_indexdef(indexrelid)) FROM pg_index i JOIN tables t ON t.oid = i.indexrelid
            UNION ALL
            SELECT format('function %s %s %s', p.oid::regprocedure, p.proacl::text, md5(pg_get_functiondef(p.oid)))
            FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace WHERE p.prokind = 'f'
            UNION ALL
            SELECT format('trigger %s.%s %s', t.name, tgname, pg_get_triggerdef(g.oid))
            FROM pg_trigger g JOIN tables t ON t.oid = g.tgrelid WHERE NOT tgisinternal
            UNION ALL
            SELECT format('policy %s.%s %s %s %s %s %s', schemaname, tablename, policyname, roles::text, cmd, qual, with_check) FROM pg_policies
            UNION ALL
            SELECT format('view %s %s', t.name, md5(pg_get_viewdef(t.oid))) FROM tables t WHERE t.relkind = 'v'
        ) AS picture (line) ORDER BY line COLLATE "C"
        """;

    public static Task<IReadOnlyList<string>> TakeAsync(FreshDatabase database, CancellationToken cancellationToken) =>
        database.ColumnAsync<string>(Query, cancellationToken);
}
