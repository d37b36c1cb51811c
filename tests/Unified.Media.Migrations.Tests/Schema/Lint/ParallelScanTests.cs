using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Functions that are called for every older row work in a parallel scan.</summary>
public sealed class ParallelScanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unified_media.legacy_unescape(path)", "[30%, a b, NULL]")]
    [InlineData("(unified_media.legacy_locate_object('https://x.supabase.co/storage/v1/object/public/media/' "
        + "|| path, null, null)).problem", "[bad_encoding, NULL]")]
    public async Task Percent_encoded_keys_are_read_in_a_parallel_scan(string call, string expected)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyB.WithSchema(), Cancel);
        await database.ExecuteAsync(
            """
            CREATE TABLE public.many AS
                SELECT (ARRAY['a%20b', '30%', 'x%ff', 'y%c3%28', 'a b'])[1 + n % 5] AS path FROM generate_series(1, 20000) n;
            ANALYZE public.many
            """,
            Cancel);
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2
            """;
        await command.ExecuteNonQueryAsync(Cancel);

        command.CommandText =
            $"""
            SELECT '[' || string_agg(coalesce(v, 'NULL'), ', ' ORDER BY v COLLATE "C" NULLS LAST) || ']'
            FROM (SELECT DISTINCT {call} AS v FROM public.many) d
            """;
        var found = await command.ExecuteScalarAsync(Cancel);
        command.CommandText = "EXPLAIN " + command.CommandText;
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Equal(expected, found);
        Assert.Contains(plan, line => line.Contains("Parallel Seq Scan", StringComparison.Ordinal));
    }
}
