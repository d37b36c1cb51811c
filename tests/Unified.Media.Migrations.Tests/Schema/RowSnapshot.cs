using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Hashes of all rows per table, over the columns that existed at the first snapshot.</summary>
internal sealed record RowSnapshot(IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Hashes)
{
    // Excludes the columns that the migration sets.
    private const string Tables =
        """
        SELECT format('%I.%I|%s', n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND (c.relname, a.attname) <> ('media', 'source_type')
        GROUP BY n.nspname, c.relname
        """;

    public static async Task<RowSnapshot> TakeAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var columns = (await database.ColumnAsync<string>(Tables, cancellationToken))
            .Select(line => line.Split('|', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        return await Hash(columns, database, cancellationToken);
    }

    /// <summary>Returns a snapshot of the same tables and columns with the current rows.</summary>
    public Task<RowSnapshot> TakeAgainAsync(
        FreshDatabase database, CancellationToken cancellationToken) => Hash(Columns, database, cancellationToken);

    private static async Task<RowSnapshot> Hash(
        IReadOnlyDictionary<string, string> columns, FreshDatabase database, CancellationToken cancellationToken)
    {
        if (columns.Count == 0)
        {
            return new(columns, new Dictionary<string, string>());
        }

        var hashes = await database.ColumnAsync<string>(
            string.Join("\nUNION ALL ", columns.Select(table =>
                $"""
                SELECT '{table.Key}|' || count(*) || ' ' || md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text COLLATE "C"), ''))
                FROM (SELECT {table.Value} FROM {table.Key}) AS r
                """)),
            cancellationToken);
        return new(columns, hashes.Select(line => line.Split('|')).ToDictionary(parts => parts[0], parts => parts[1]));
    }
}
