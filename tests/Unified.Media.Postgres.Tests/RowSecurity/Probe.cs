using Npgsql;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>Tries many statements as one principal in one round trip, and rolls each back.</summary>
internal static class Probe
{
    /// <summary>
    /// Creates the function that tries a statement with the rights of the caller. It returns the number of rows that the statement found or changed,
    /// or its SQLSTATE.
    /// </summary>
    public const string Setup =
        """
        CREATE SCHEMA probe;
        GRANT USAGE ON SCHEMA probe TO PUBLIC;
        CREATE FUNCTION probe.try(statements text[]) RETURNS text[] LANGUAGE plpgsql AS $f$
        DECLARE
            statement text;
            rows bigint;
            outcomes text[] := '{}';
        BEGIN
            FOREACH statement IN ARRAY statements LOOP
                BEGIN
                    EXECUTE statement;
                    GET DIAGNOSTICS rows = ROW_COUNT;
                    RAISE EXCEPTION '%', rows USING ERRCODE = 'UNDO1';
                EXCEPTION
                    WHEN SQLSTATE 'UNDO1' THEN outcomes := outcomes || sqlerrm;
                    WHEN OTHERS THEN outcomes := outcomes || sqlstate::text;
                END;
            END LOOP;
            RETURN outcomes;
        END $f$;
        """;

    public static async Task<string[]> TryAsync(
        string connectionString, Principal principal, IReadOnlyCollection<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);

        // One batch, and so one transaction, contains the identity and the statements, like a call of the catalog.
        await using var batch = new NpgsqlBatch(connection)
        {
            Timeout = 300,
            BatchCommands =
            {
                new("SELECT set_config('request.jwt.claims', $1, true), set_config('role', $2, true)")
                {
                    Parameters =
                    {
                        new() { Value = principal.Login is { } login ? $$"""{"sub":"{{login}}","role":"service_role"}""" : string.Empty },
                        new() { Value = principal.Role ?? "none" },
                    },
                },
                new("SELECT probe.try($1)") { Parameters = { new() { Value = statements.ToArray() } } },
                new("SELECT bool_or(rolsuper OR rolinherit AND NOT rolname = ANY ($1) OR rolbypassrls AND rolname <> 'service_role') "
                    + "FROM pg_roles WHERE rolname IN (current_user, session_user)")
                {
                    Parameters = { new() { Value = new[] { "anon", "authenticated", "service_role", "unified_media_worker" } } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var outcomes = reader.GetFieldValue<string[]>(0);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Assert.False(reader.GetBoolean(0), $"{principal} has more rights than row-level security leaves");
        return outcomes;
    }
}
