using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Reads functions from <c>pg_proc</c>.</summary>
internal static class SqlFunctions
{
    /// <summary>Returns the functions of the schema.</summary>
    public static async Task<IReadOnlyList<SqlFunction>> ReadAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select p.proname::text, p.prosrc, p.provolatile::text, p.proparallel = 's', p.prosecdef, coalesce(p.proconfig, '{}'),
              obj_description(p.oid, 'pg_proc')
            from pg_proc p where p.pronamespace = 'unified_media'::regnamespace order by p.proname
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var functions = new List<SqlFunction>();
        while (await reader.ReadAsync(cancellationToken))
        {
            functions.Add(new()
            {
                Name = reader.GetString(0),
                Source = reader.GetString(1),
                Volatility = Volatility(reader.GetString(2)),
                IsParallelSafe = reader.GetBoolean(3),
                IsSecurityDefiner = reader.GetBoolean(4),
                Settings = reader.GetFieldValue<string[]>(5),
                Comment = reader.IsDBNull(6) ? null : reader.GetString(6),
            });
        }

        return functions;
    }

    /// <summary>Returns the volatility of the functions of PostgreSQL by name; of overloads, the strictest one.</summary>
    public static async Task<IReadOnlyDictionary<string, SqlVolatility>> ReadBuiltInsAsync(
        FreshDatabase database, CancellationToken cancellationToken)
    {
        var lines = await database.ColumnAsync<string>(
            "select p.proname || ' ' || p.provolatile::text from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace", cancellationToken);
        return lines.Select(line => line.Split(' ')).GroupBy(line => line[0]).ToDictionary(
            name => name.Key, name => name.Min(line => Volatility(line[1])));
    }

    private static SqlVolatility Volatility(string letter) => letter switch
    {
        "i" => SqlVolatility.Immutable,
        "s" => SqlVolatility.Stable,
        _ => SqlVolatility.Volatile,
    };
}
