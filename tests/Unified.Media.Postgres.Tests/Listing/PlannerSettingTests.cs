using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// The planner settings of statements that read: without each of them, a plan becomes worse. A setting that no plan needs must be removed. Plans
/// depend on statistics, so the database has no rows of earlier tests.
/// </summary>
public sealed class PlannerSettingTests(LargeLibrary<NewPostgresHarness> library) : IClassFixture<LargeLibrary<NewPostgresHarness>>
{
    private static readonly FacetOptions Capped = new();
    private static readonly FacetOptions Exact = new() { Exact = true };
    private static readonly FacetOptions WithBytes = new() { WithBytes = true };

    // Since PostgreSQL 18 a disabled node adds no cost, so no plan is expensive enough for JIT compilation.
    private const int FirstVersionWithoutDisabledCost = 18;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PostgresNames Names => new(new PostgresSchemaNames());

    [Fact]
    public Task Without_enable_seqscan_off_counted_tags_are_read_from_the_whole_table() =>
        AssertNeedsAsync("enable_seqscan", "Seq Scan on", isOwn: true, new(), filter => new TagFacet(filter, Names, Capped).Compose());

    [Fact]
    public Task Without_enable_bitmapscan_off_counted_values_are_collected_first() =>
        AssertNeedsAsync("enable_bitmapscan", "Bitmap Heap Scan", isOwn: true, new(), filter =>
            new ValueFacet(filter, Names, WithBytes, FilterField.SourceType, "source_type", isEnum: false).Compose());

    [Fact]
    public Task Without_enable_sort_off_rows_are_sorted_to_be_grouped() => AssertNeedsAsync(
        "enable_sort", "GroupAggregate", isOwn: false, new() { SourceTypes = [SourceType.Stock] },
        filter => new TagFacet(filter, Names, Exact).Compose());

    [Fact]
    public Task Without_enable_memoize_off_rows_are_kept_in_memory() => AssertNeedsAsync(
        "enable_memoize", "Memoize", isOwn: true, new() { Tags = ["even"] }, filter => new TagFacet(filter, Names, Capped).Compose());

    [Fact]
    public Task Without_a_generic_plan_each_call_is_planned_for_its_values() =>
        AssertNeedsAsync("plan_cache_mode", "'::uuid", isOwn: true, new(), filter => new TagFacet(filter, Names, Capped).Compose());

    [Fact]
    public async Task Without_jit_off_a_statement_is_compiled_before_it_runs()
    {
        await using var connection = await library.Harness.Leased.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT pg_jit_available()", connection);
        Assert.SkipUnless(await command.ExecuteScalarAsync(Cancel) is true, "This server cannot compile statements.");
        Assert.SkipUnless(
            connection.PostgreSqlVersion.Major < FirstVersionWithoutDisabledCost, "Disabled nodes add no cost on this version of PostgreSQL.");

        await AssertNeedsAsync("jit", "JIT:", isOwn: true, new(), filter => new TagFacet(filter, Names, Capped).Compose());
    }

    [Fact]
    public void Every_planner_setting_has_a_test_without_it() => Assert.Equal(
        ["enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_memoize", "plan_cache_mode", "jit"],
        PlannerSettings.All.Select(setting => setting.Name));

    private async Task AssertNeedsAsync(string setting, string sign, bool isOwn, MediaFilter filter, Func<ListFilterSql, Statement> compose)
    {
        var (caller, compiled) = await CompileAsync(filter, isOwn);
        var statement = compose(compiled);

        Assert.DoesNotContain(sign, await ExplainAsync(caller, statement), StringComparison.Ordinal);
        Assert.Contains(sign, await ExplainAsync(caller, statement, reset: setting), StringComparison.Ordinal);
    }

    private async Task<(CatalogCaller Caller, ListFilterSql Filter)> CompileAsync(MediaFilter filter, bool isOwn)
    {
        var executor = new StatementExecutor(0, NullLogger.Instance);
        var (_, enums, _) = await new SchemaCheck(Names, library.Harness.Leased.Connections, executor).CheckAsync(Cancel);
        var app = library.Harness.Leased.Connections.App;
        var owner = library.Harness.OwnerOf(library.User);
        var user = isOwn ? library.User : MediaUser.Anonymous;
        var caller = isOwn
            ? new CatalogCaller(
                DatabaseRole.ForUser(app, "authenticated", Guid.Parse(library.User.Id.ToString()!)), library.User.Id, owner, IsService: false)
            : new CatalogCaller(DatabaseRole.WithoutUser(app, "anon"), null, null, IsService: false);
        return (caller, new(Queries.Of(user, filter, library.User.Id).Filter, owner, enums, Names));
    }

    // Prepared, because only a prepared statement has a generic plan.
    private static async Task<string> ExplainAsync(CatalogCaller caller, Statement statement, string? reset = null)
    {
        var command = statement.ToCommand();
        var values = command.Parameters.Select(parameter => parameter.Value switch
        {
            Guid[] ids => $"'{{{string.Join(',', ids)}}}'",
            string[] texts => $"'{{{string.Join(',', texts.Select(text => $"\"{text}\""))}}}'",
            long time when parameter.NpgsqlDbType == NpgsqlDbType.TimestampTz => $"'{new PgTime(time).ToDateTimeOffset():O}'",
            bool yes => yes ? "true" : "false",
            var other => $"'{other?.ToString()?.Replace("'", "''", StringComparison.Ordinal)}'",
        }).ToArray();
        var types = command.Parameters.Select(parameter => parameter.NpgsqlDbType switch
        {
            NpgsqlDbType.Array | NpgsqlDbType.Uuid => "uuid[]",
            NpgsqlDbType.Array | NpgsqlDbType.Text => "text[]",
            var type => type.ToString().ToLowerInvariant(),
        });
        var hasValues = values.Length > 0;
        await using var connection = await caller.DatabaseRole.DataSource.OpenConnectionAsync(Cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(caller.DatabaseRole.SetRoleForRead().ToCommand());
        batch.BatchCommands.Add(new($"""
            SELECT set_config(name, reset_val, true) FROM pg_settings WHERE name = '{reset}'
            """));
        batch.BatchCommands.Add(new($"PREPARE shape{(hasValues ? $" ({string.Join(", ", types)})" : "")} AS {statement.Sql}"));
        batch.BatchCommands.Add(new($"EXPLAIN EXECUTE shape{(hasValues ? $" ({string.Join(", ", values)})" : "")}"));
        batch.BatchCommands.Add(new("DEALLOCATE shape"));
        await using var reader = await batch.ExecuteReaderAsync(Cancel);
        await reader.NextResultAsync(Cancel);
        await reader.NextResultAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
