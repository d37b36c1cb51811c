using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Databases whose default privileges grant all rights on every new object to PUBLIC, which is worse than those of hosted databases.
/// </summary>
internal static class HostileDefaults
{
    private const string Sql =
        """
        DO $do$
        DECLARE wanted text;
        BEGIN
            FOREACH wanted IN ARRAY array['anon', 'authenticated', 'service_role'] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted); END IF;
            END LOOP;
        END $do$;
        ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC, anon, authenticated, service_role;
        ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO PUBLIC, anon, authenticated, service_role;
        ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO PUBLIC, anon, authenticated, service_role;
        ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO anon, authenticated;
        """;

    public static DatabaseTemplate WithHostileDefaults(this DatabaseTemplate template) => template.Then("hostile", async (connectionString, ct) =>
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    });
}
