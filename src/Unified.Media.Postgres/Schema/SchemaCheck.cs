using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Looks whether the database has the schema, as new as this version needs it, and how it spells words.</summary>
internal sealed class SchemaCheck(PostgresNames names, PostgresConnections connections, Roundtrips roundtrips)
{
    /// <summary>What <c>catalog_version()</c> must answer at least.</summary>
    private const int NeededVersion = 1;

    private const string Remedy =
        "run `unified-media schema up`, or have the host call MigrateOnStart of Unified.Media.Migrations";

    public async Task<(Guid CatalogId, Vocabulary Vocabulary, bool ReadsLegacy)> RunAsync(CancellationToken cancellationToken)
    {
        var (hasVersion, vocabulary) = await roundtrips
            .RunAsync(connections.App, [Look()], ReadAsync, Repetition.Read, cancellationToken)
            .ConfigureAwait(false);
        if (vocabulary is null)
        {
            throw PostgresErrors.Unready($"The database has no table {names.Media}, or it is not reachable for this login: {Remedy}.");
        }

        if (!hasVersion)
        {
            throw PostgresErrors.Unready($"The database lacks the catalog's schema {names.Schema}, or it is too old: {Remedy}.");
        }

        var (version, catalogId, readsLegacy) = await roundtrips
            .RunAsync(connections.App, [AskVersion()], ReadVersionAsync, Repetition.Read, cancellationToken)
            .ConfigureAwait(false);
        return version >= NeededVersion
            ? (catalogId, vocabulary, readsLegacy)
            : throw PostgresErrors.Unready($"The catalog's schema {names.Schema} is of an older version than this library needs: {Remedy}.");
    }

    private Statement Look()
    {
        var statement = new Statement();
        var media = statement.Add(names.MediaSchema);
        var schema = statement.Add(names.Schema);
        statement.Sql =
            $"""
            SELECT a.attname::text, format_type(a.atttypid, NULL), t.typtype = 'e',
                ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
                (SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_catalog.pg_constraint c
                 WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]),
                EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                        WHERE n.nspname = {schema} AND p.proname = 'catalog_version')
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            JOIN pg_catalog.pg_class r ON r.oid = a.attrelid JOIN pg_catalog.pg_namespace s ON s.oid = r.relnamespace
            WHERE s.nspname = {media} AND r.relname = 'media' AND a.attname IN ('type', 'visibility') AND NOT a.attisdropped
            """;
        return statement;
    }

    private Statement AskVersion() => new() { Sql = $"SELECT {names.Function("catalog_version")}(), {names.Function("catalog_id")}(), {names.Function("reads_legacy")}()" };

    private static async Task<(bool HasVersion, Vocabulary? Vocabulary)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        WordColumn? kind = null;
        WordColumn? visibility = null;
        var hasVersion = false;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var isKind = reader.GetString(0) == "type";
            var column = reader.GetBoolean(2)
                ? WordColumn.OfEnum(reader.GetString(1), reader.GetFieldValue<string[]>(3))
                : WordColumn.OfText(reader.GetString(1), reader.IsDBNull(4) ? null : reader.GetString(4), writesUpper: !isKind);
            kind = isKind ? column : kind;
            visibility = isKind ? visibility : column;
            hasVersion = reader.GetBoolean(5);
        }

        return (hasVersion, kind is null || visibility is null ? null : new(kind, visibility));
    }

    private static async Task<(int Version, Guid CatalogId, bool ReadsLegacy)> ReadVersionAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt32(0), reader.GetGuid(1), reader.GetBoolean(2));
    }
}
