using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Describes all objects of a database, one line per object. Two snapshots, taken before and after a change, show which objects were
/// added, removed or changed.
/// </summary>
internal sealed record CatalogSnapshot(IReadOnlySet<string> Lines)
{
    private const string Sql =
        """
        WITH spaces AS (
            SELECT oid, nspname, nspacl, nspowner FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')
                AND nspname !~ '^pg_(toast|temp)'),
        relations AS (
            SELECT c.*, format('%I.%I', s.nspname, c.relname) AS name FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace)
        SELECT 'schema ' || nspname || ' of ' || nspowner::regrole FROM spaces
        UNION ALL SELECT format('right %s on schema %s to %s', a.privilege_type, nspname, a.grantee::regrole)
            FROM spaces, aclexplode(nspacl) a
        UNION ALL SELECT format('relation %s %s of %s rls=%s/%s options=%s', relkind, name, relowner::regrole, relrowsecurity, relforcerowsecurity,
            reloptions)
            FROM relations
        UNION ALL SELECT format('right %s on %s to %s', a.privilege_type, name, a.grantee::regrole) FROM relations, aclexplode(relacl) a
        UNION ALL SELECT format('column %s.%I %s %s null=%s default=%s generated=%s identity=%s collation=%s',
                r.name, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                a.attgenerated, a.attidentity, a.attcollation::regcollation)
            FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE r.relkind NOT IN ('i', 'S')
        UNION ALL SELECT format('right %s on %s.%I to %s', x.privilege_type, r.name, a.attname, x.grantee::regrole)
            FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid, aclexplode(a.attacl) x
        UNION ALL SELECT format('comment %s %s: %s', r.name, d.objsubid, d.description)
            FROM relations r JOIN pg_description d ON d.objoid = r.oid AND d.classoid = 'pg_class'::regclass
        UNION ALL SELECT format('constraint %s on %s: %s valid=%s', conname, r.name, pg_get_constraintdef(c.oid), convalidated)
            FROM relations r JOIN pg_constraint c ON c.conrelid = r.oid
        UNION ALL SELECT format('index %s valid=%s', pg_get_indexdef(indexrelid), indisvalid) FROM relations r JOIN pg_index i ON i.indexrelid = r.oid
        UNION ALL SELECT format('policy %s on %s %s %s to %s using %s check %s', polname, r.name, polcmd, polpermissive,
                (SELECT string_agg(role::regrole::text, ',' ORDER BY role::regrole::text) FROM unnest(polroles) AS role),
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            FROM relations r JOIN pg_policy p ON p.polrelid = r.oid
        UNION ALL SELECT format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), tgenabled)
            FROM relations r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT tgisinternal
        UNION ALL SELECT format('view %s: %s', name, pg_get_viewdef(oid)) FROM relations WHERE relkind IN ('v', 'm')
        UNION ALL SELECT format('function %s of %s: %s', p.oid::regprocedure, proowner::regrole, pg_get_functiondef(p.oid))
            FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace WHERE prokind IN ('f', 'p')
        UNION ALL SELECT format('right EXECUTE on %s to %s', p.oid::regprocedure, a.grantee::regrole)
            FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
        UNION ALL SELECT format('type %s %s of %s: %s', t.oid::regtype, typtype, typowner::regrole,
                (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
            FROM pg_type t JOIN spaces s ON s.oid = t.typnamespace WHERE typelem = 0
        UNION ALL SELECT format('default right %s on %s in %s to %s', a.privilege_type,
            defaclobjtype, defaclnamespace::regnamespace, a.grantee::regrole)
            FROM pg_default_acl, aclexplode(defaclacl) a
        UNION ALL SELECT format('extension %s', extname) FROM pg_extension
        """;

    public static async Task<CatalogSnapshot> TakeAsync(FreshDatabase database, CancellationToken cancellationToken) =>
        new((await database.ColumnAsync<string>(Sql, cancellationToken)).ToHashSet(StringComparer.Ordinal));

    /// <summary>Returns the objects that were removed or changed since the other snapshot.</summary>
    public IReadOnlyList<string> LostSince(CatalogSnapshot earlier) =>
        [.. earlier.Lines.Except(Lines, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Returns the objects that were added since the other snapshot.</summary>
    public IReadOnlyList<string> AddedSince(CatalogSnapshot earlier) => earlier.LostSince(this);
}
