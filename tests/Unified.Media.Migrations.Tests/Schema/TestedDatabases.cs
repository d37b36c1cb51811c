using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>The databases that the schema is tested on, and the login that migrates them.</summary>
internal static class TestedDatabases
{
    /// <summary>A login that owns the tables and the database without being a superuser, as on hosted databases.</summary>
    public const string Owner = "umt_owner";

    public static IReadOnlyDictionary<string, DatabaseTemplate> All { get; } = new Dictionary<string, DatabaseTemplate>(DatabaseTemplate.LegacyRows)
    {
        ["plain"] = DatabaseTemplate.Empty,
        ["supabase"] = DatabaseTemplate.Supabase,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> Legacy => [.. DatabaseTemplate.LegacyRows.Keys];

    public static TheoryData<string, bool> ByBoth => new MatrixTheoryData<string, bool>(All.Keys, [true, false]);

    /// <summary>Makes <see cref="Owner"/> the owner of the schema public, and returns its connection string.</summary>
    public static async Task<string> GiveToOwnerAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var connectionString = await database.CreateLoginAsync(Owner, cancellationToken: cancellationToken);
        await database.ExecuteAsync(
            $"""
            ALTER ROLE {Owner} CREATEROLE INHERIT;
            ALTER DATABASE {database.Name} OWNER TO {Owner};
            DO $do$
            DECLARE statement text;
            BEGIN
                IF to_regnamespace('extensions') IS NOT NULL THEN
                    GRANT USAGE ON SCHEMA extensions, auth, storage TO {Owner};
                    GRANT SELECT, REFERENCES ON auth.users TO {Owner};
                END IF;
                FOR statement IN
                    SELECT format('ALTER %s %s OWNER TO {Owner}', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, oid::regclass)
                    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
                    UNION ALL SELECT format('ALTER FUNCTION %s OWNER TO {Owner}', oid::regprocedure) FROM pg_proc
                        WHERE pronamespace = 'public'::regnamespace
                    UNION ALL SELECT format('ALTER TYPE %s OWNER TO {Owner}', oid::regtype) FROM pg_type
                        WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
                LOOP
                    EXECUTE statement;
                END LOOP;
            END $do$;
            ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} IN SCHEMA public GRANT ALL ON TABLES TO PUBLIC;
            """,
            cancellationToken);
        return new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
    }
}
