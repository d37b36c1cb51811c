using Npgsql;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// How PostgreSQL runs the statements of lists, under row-level security, as each kind of viewer, planned for the values and for any values.
/// </summary>
public abstract class PlanTests<THarness>(LargeLibrary<THarness> library) : IClassFixture<LargeLibrary<THarness>>
    where THarness : PostgresHarness, new()
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, MediaFilter> Filters = new()
    {
        ["none"] = new(),
        ["kind"] = new() { Kinds = [MediaKind.Video] },
        ["kinds"] = new() { Kinds = [MediaKind.Video, MediaKind.Image] },
        ["source"] = new() { SourceTypes = [SourceType.Stock] },
        ["sources"] = new() { SourceTypes = [SourceType.Stock, SourceType.Upload, SourceType.Enhanced] },
        ["enhancement"] = new() { EnhancementTypes = ["upscale"] },
        ["visibility"] = new() { Visibilities = [Visibility.Public] },
        ["created"] = new() { CreatedFrom = Start.AddMinutes(5), CreatedBefore = Start.AddMinutes(500) },
        ["tag"] = new() { Tags = ["even"] },
        ["tags"] = new() { Tags = ["even", "third"] },
        ["any tag"] = new() { Tags = ["even", "third", "rare"], TagMatch = TagMatch.Any },
        ["bytes"] = new() { MinBytes = 1, MaxBytes = 10_000 },
        ["width"] = new() { MinWidth = 100 },
        ["words"] = new() { Text = "needle" },
        ["many"] = new()
        {
            Tags = ["even"],
            SourceTypes = [SourceType.Stock],
            Kinds = [MediaKind.Image],
            MinWidth = 1,
            Text = "comm",
            CreatedFrom = Start,
        },
    };

    private static readonly PagePosition Position = new(Microseconds.FromDateTimeOffset(Start.AddMinutes(700)), "t2", new(Guid.AllBitsSet));

#pragma warning disable CA1000 // Rows of theories are static members.
    public static TheoryData<string, MediaSort, bool> FiltersAndSorts =>
        new MatrixTheoryData<string, MediaSort, bool>(Filters.Keys, Enum.GetValues<MediaSort>(), [true, false]);
#pragma warning restore CA1000

    [Theory]
    [MemberData(nameof(FiltersAndSorts))]
    public async Task No_list_reads_a_whole_table(string name, MediaSort sort, bool isOwn)
    {
        var (caller, filter, query) = await CompileAsync(name, sort, isOwn);
        var order = ListOrder.Of(sort);
        var paths = AccessPath.Of(filter).Where(_ => order.IsByTime).Append(AccessPath.OrderIndex(filter));
        foreach (var path in paths)
        {
            foreach (var after in (PagePosition?[])[null, Position])
            {
                var sql = new KeysetSql(filter, query with { After = after }, Names);
                var page = sql.IsExact(path) ? sql.ExactPage(path) : sql.CappedPage(path, ScanBudget.ShortScan);
                await AssertScansAsync(caller, page, hasOrder: isOwn && !path.UsesSideTable);
                await AssertScansAsync(caller, sql.NumberedPage(path, ScanBudget.ScanLimit), hasOrder: false);
            }
        }

        foreach (var few in AccessPath.Selective(filter))
        {
            var sql = new KeysetSql(filter, query with { After = Position }, Names);
            await AssertScansAsync(caller, sql.SortedPage(few, ScanBudget.FewRows * 2), hasOrder: false);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("source")]
    [InlineData("kind")]
    [InlineData("tag")]
    [InlineData("words")]
    [InlineData("width")]
    public async Task No_count_reads_a_whole_table(string name)
    {
        foreach (var isOwn in (bool[])[true, false])
        {
            var (caller, filter, _) = await CompileAsync(name, MediaSort.Newest, isOwn);
            foreach (var counting in (FacetOptions[])[new(), new() { WithBytes = true }])
            {
                await AssertScansAsync(caller, new TagFacet(filter, Names, counting).Compose(), hasOrder: false);
                await AssertScansAsync(
                    caller, new ValueFacet(filter, Names, counting, FilterField.SourceType, "source_type", isEnum: false).Compose(), hasOrder: false);
            }
        }
    }

    [Fact]
    public async Task Sees_a_whole_table_read_where_it_is()
    {
        var (caller, _, _) = await CompileAsync("none", MediaSort.Newest, isOwn: true);

        var plan = await ExplainAsync(caller, new() { Sql = "SELECT m.id FROM public.media m WHERE m.width = 1" }, "auto");

        Assert.Contains("Seq Scan on media", plan, StringComparison.Ordinal);
    }

    private static PostgresNames Names => new(new PostgresSchemaNames());

    private async Task<(CatalogCaller Caller, ListFilterSql Filter, CatalogQuery Query)> CompileAsync(string name, MediaSort sort, bool isOwn)
    {
        var cancel = TestContext.Current.CancellationToken;
        var executor = new StatementExecutor(0, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var (_, enums, _) = await new SchemaCheck(Names, library.Harness.Leased.Connections, executor).RunAsync(cancel);
        var app = library.Harness.Leased.Connections.App;
        var owner = library.Harness.OwnerOf(library.User);
        var user = isOwn ? library.User : MediaUser.Anonymous;
        var caller = isOwn
            ? new CatalogCaller(DatabaseRole.ForUser(app, "authenticated", Guid.Parse(library.User.Id.ToString()!)), library.User.Id, owner, IsService: false)
            : new CatalogCaller(DatabaseRole.WithoutUser(app, "anon"), null, null, IsService: false);
        var query = Queries.Of(user, Filters[name], library.User.Id) with { Sort = sort };
        return (caller, new(query.Filter, owner, enums, Names), query);
    }

    private static async Task AssertScansAsync(CatalogCaller caller, Statement statement, bool hasOrder)
    {
        foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
        {
            var plan = await ExplainAsync(caller, statement, mode);

            Assert.False(plan.Contains("Seq Scan on media", StringComparison.Ordinal), $"{statement.Sql}\n{plan}");
            Assert.False(hasOrder && plan.Contains("->  Sort  (", StringComparison.Ordinal), $"{mode}: {statement.Sql}\n{plan}");
        }
    }

    // Prepared, because a plan for any values is only made of a prepared statement.
    private static async Task<string> ExplainAsync(CatalogCaller caller, Statement statement, string mode)
    {
        var cancel = TestContext.Current.CancellationToken;
        var command = statement.ToCommand();
        var values = command.Parameters.Select(parameter => parameter.Value switch
        {
            Guid[] ids => $"'{{{string.Join(',', ids)}}}'",
            string[] texts => $"'{{{string.Join(',', texts.Select(text => $"\"{text}\""))}}}'",
            long time when parameter.NpgsqlDbType == NpgsqlTypes.NpgsqlDbType.TimestampTz => $"'{new PgTime(time).ToTime():O}'",
            bool yes => yes ? "true" : "false",
            var other => $"'{other?.ToString()?.Replace("'", "''", StringComparison.Ordinal)}'",
        }).ToArray();
        var types = command.Parameters.Select(parameter => parameter.NpgsqlDbType switch
        {
            NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid => "uuid[]",
            NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text => "text[]",
            var type => type.ToString().ToLowerInvariant(),
        });
        var hasValues = values.Length > 0;
        await using var connection = await caller.Role.Source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(caller.Role.AssumeForRead().ToCommand());
        batch.BatchCommands.Add(new($"SELECT set_config('plan_cache_mode', '{mode}', true)"));
        batch.BatchCommands.Add(new($"PREPARE shape{(hasValues ? $" ({string.Join(", ", types)})" : "")} AS {statement.Sql}"));
        batch.BatchCommands.Add(new($"EXPLAIN EXECUTE shape{(hasValues ? $" ({string.Join(", ", values)})" : "")}"));
        batch.BatchCommands.Add(new("DEALLOCATE shape"));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        await reader.NextResultAsync(cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
