using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Checks that the database has the schema version that the catalog needs, and reads the labels of its enum columns.</summary>
internal sealed class SchemaCheck(PostgresNames names, PostgresConnections connections, StatementExecutor executor)
{
    /// <summary>The lowest accepted result of <c>get_catalog_version()</c>.</summary>
    private const int MinVersion = 1;

    private const string Remedy =
        "run `unified-media schema up`, or call MigrateOnStart of the package Unified.Media.Migrations";

    public async Task<(Guid CatalogId, EnumMappings Enums, bool ReadsLegacyRows)> CheckAsync(CancellationToken cancellationToken)
    {
        var columnBatch = new StatementBatch(connections.App);
        var columns = columnBatch.Add(SelectColumns(), ReadColumnsAsync);
        await executor.ExecuteAsync(columnBatch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var (hasVersion, enums) = columns.Value;
        if (enums is null)
        {
            throw PostgresErrors.CreateSchemaError($"The database has no table {names.Media}, or the login has no access to it: {Remedy}.");
        }

        if (!hasVersion)
        {
            throw PostgresErrors.CreateSchemaError($"The database has no schema {names.Schema} of the catalog, or the schema is too old: {Remedy}.");
        }

        var versionBatch = new StatementBatch(connections.App);
        var versionRow = versionBatch.AddSingle(
            SelectVersion(), row => (Version: row.GetInt32(0), CatalogId: row.GetGuid(1), HasLegacyModule: row.GetBoolean(2)));
        await executor.ExecuteAsync(versionBatch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var (version, catalogId, hasLegacyModule) = versionRow.Value;
        if (version < MinVersion)
        {
            throw PostgresErrors.CreateSchemaError($"The schema {names.Schema} of the catalog is older than this library requires: {Remedy}.");
        }

        var readsLegacyRows = hasLegacyModule && await ReadsLegacyRowsAsync(cancellationToken).ConfigureAwait(false);
        return (catalogId, enums, readsLegacyRows);
    }

    // The function belongs to the optional schema module "legacy". A statement that calls it fails if the module is not applied.
    private async Task<bool> ReadsLegacyRowsAsync(CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(connections.App);
        var isActive = batch.AddSingle(new() { Sql = $"select {names.Function("legacy_is_active")}()" }, row => row.GetBoolean(0));
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return isActive.Value;
    }

    private Statement SelectColumns()
    {
        var statement = new Statement();
        var media = statement.Add(names.MediaSchema);
        var schema = statement.Add(names.Schema);
        statement.Sql =
            $"""
            select a.attname::text, format_type(a.atttypid, null), t.typtype = 'e',
                array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
                (select string_agg(pg_get_constraintdef(c.oid), ' ') from pg_catalog.pg_constraint c
                 where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum]),
                exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                        where n.nspname = {schema} and p.proname = 'get_catalog_version')
            from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
            join pg_catalog.pg_class r on r.oid = a.attrelid join pg_catalog.pg_namespace s on s.oid = r.relnamespace
            where s.nspname = {media} and r.relname = 'media' and a.attname in ('type', 'visibility') and not a.attisdropped
            """;
        return statement;
    }

    private Statement SelectVersion()
    {
        var statement = new Statement();
        var function = statement.Add($"{names.Function("legacy_is_active")}()");
        statement.Sql =
            $"select {names.Function("get_catalog_version")}(), {names.Function("get_catalog_id")}(), to_regprocedure({function}) is not null";
        return statement;
    }

    private static async Task<(bool HasVersion, EnumMappings? Enums)> ReadColumnsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        EnumColumn? kind = null;
        EnumColumn? visibility = null;
        var hasVersion = false;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var isKind = reader.GetString(0) == "type";
            var column = reader.GetBoolean(2)
                ? EnumColumn.OfEnum(reader.GetString(1), reader.GetFieldValue<string[]>(3))
                : EnumColumn.OfText(reader.GetString(1), reader.IsDBNull(4) ? null : reader.GetString(4), writesUpperCase: !isKind);
            kind = isKind ? column : kind;
            visibility = isKind ? visibility : column;
            hasVersion = reader.GetBoolean(5);
        }

        return (hasVersion, kind is null || visibility is null ? null : new(kind, visibility));
    }
}
