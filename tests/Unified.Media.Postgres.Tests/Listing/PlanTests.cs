using Npgsql;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// The plans of lists under row-level security, for each role that lists, as custom and as generic plans.
/// </summary>
public abstract class PlanTests<THarness>(LargeLibrary<THarness> library) : IClassFixture<LargeLibrary<THarness>>
    where THarness : PostgresHarness, new()
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string OwnItems = "own items";
    private const string PublicItemsOfAnOwner = "public items of an owner";
    private const string PublicItems = "public items";
    private const string PublicItemsAsUser = "public items, as a user with items";
    private const string AllItems = "all items";

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
    public static TheoryData<string, MediaSort, string> FiltersSortsAndLists =>
        new MatrixTheoryData<string, MediaSort, string>(
            Filters.Keys, Enum.GetValues<MediaSort>(), [OwnItems, PublicItemsOfAnOwner, PublicItems, PublicItemsAsUser, AllItems]);
#pragma warning restore CA1000

    [Theory]
    [MemberData(nameof(FiltersSortsAndLists))]
    public async Task List_never_reads_a_whole_table(string name, MediaSort sort, string list)
    {
        var (caller, filter, query) = await CompileAsync(name, sort, list);
        var order = ListOrder.FromSort(sort);
        var paths = AccessPath.GetValuePaths(filter).Where(_ => order.IsByTime).Append(AccessPath.OrderIndex(filter));
        foreach (var path in paths)
        {
            foreach (var after in (PagePosition?[])[null, Position])
            {
                var sql = new KeysetSql(filter, query with { After = after }, Names);
                var page = sql.IsExact(path) ? sql.ExactPage(path) : sql.CappedPage(path, ScanBudget.FirstScanRows);
                await AssertScansAsync(caller, page, hasOrder: list != PublicItemsOfAnOwner && !path.ReturnsIdsOnly);
                await AssertScansAsync(caller, sql.NumberedPage(path, ScanBudget.ScanLimit), hasOrder: false);
            }
        }

        foreach (var few in AccessPath.GetSelectivePaths(filter))
        {
            var sql = new KeysetSql(filter, query with { After = Position }, Names);
            await AssertScansAsync(caller, sql.SortedPage(few, ScanBudget.MaxSortedRows * 2), hasOrder: false);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("source")]
    [InlineData("kind")]
    [InlineData("tag")]
    [InlineData("words")]
    [InlineData("width")]
    public async Task Count_never_reads_a_whole_table(string name)
    {
        foreach (var list in (string[])[OwnItems, PublicItemsOfAnOwner, PublicItems, AllItems])
        {
            var (caller, filter, _) = await CompileAsync(name, MediaSort.Newest, list);
            foreach (var options in (FacetOptions[])[new(), new() { WithBytes = true }])
            {
                await AssertScansAsync(caller, new TagFacet(filter, Names, options).Compose(), hasOrder: false);
                await AssertScansAsync(
                    caller, new ValueFacet(filter, Names, options, FilterField.SourceType, "source_type", isEnum: false).Compose(), hasOrder: false);
            }
        }
    }

    [Theory]
    [InlineData(PublicItems, "none", MediaSort.Newest, "unified_media_public_created_idx")]
    [InlineData(PublicItemsAsUser, "none", MediaSort.Newest, "unified_media_public_created_idx")]
    [InlineData(PublicItems, "none", MediaSort.Oldest, "unified_media_public_created_idx")]
    [InlineData(PublicItems, "none", MediaSort.Largest, "unified_media_public_size_idx")]
    [InlineData(PublicItems, "none", MediaSort.Title, "unified_media_public_title_idx")]
    [InlineData(PublicItems, "source", MediaSort.Newest, "unified_media_public_source_idx")]
    [InlineData(PublicItemsAsUser, "source", MediaSort.Oldest, "unified_media_public_source_idx")]
    [InlineData(PublicItems, "tag", MediaSort.Newest, "media_tags_public_idx")]
    [InlineData(AllItems, "none", MediaSort.Newest, "unified_media_all_created_idx")]
    [InlineData(AllItems, "none", MediaSort.Largest, "unified_media_all_size_idx")]
    [InlineData(AllItems, "none", MediaSort.Title, "unified_media_all_title_idx")]
    public async Task Deep_page_over_all_owners_begins_at_its_position(string list, string name, MediaSort sort, string index)
    {
        var (caller, filter, query) = await CompileAsync(name, sort, list);
        var sql = new KeysetSql(filter, query with { After = Position }, Names);
        Assert.True(sql.IsExact(sql.BestPath));

        foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
        {
            var plan = await ExplainAsync(caller, sql.ExactPage(sql.BestPath), mode);

            Assert.Contains($" using {index} on ", plan, StringComparison.Ordinal);
            Assert.Matches(@"Index Cond: \(.*ROW\(", plan);
        }
    }

    [Fact]
    public async Task Public_items_of_a_kind_use_an_index_except_for_enums()
    {
        var (caller, filter, query) = await CompileAsync("kind", MediaSort.Newest, PublicItems);
        var sql = new KeysetSql(filter, query with { After = Position }, Names);
        var isEnum = filter.InFilters.Any(values => values.Function is not null);

        var plan = await ExplainAsync(
            caller, isEnum ? sql.CappedPage(sql.BestPath, ScanBudget.FirstScanRows) : sql.ExactPage(sql.BestPath), "force_generic_plan");

        Assert.Equal(isEnum, !sql.IsExact(sql.BestPath));
        Assert.Contains($" using unified_media_public_{(isEnum ? "created" : "type")}_idx on ", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_shows_a_whole_table_read()
    {
        var (caller, _, _) = await CompileAsync("none", MediaSort.Newest, OwnItems);

        var plan = await ExplainAsync(caller, new() { Sql = "SELECT m.id FROM public.media m WHERE m.width = 1" }, "auto");

        Assert.Contains("Seq Scan on media", plan, StringComparison.Ordinal);
    }

    private static PostgresNames Names => new(new PostgresSchemaNames());

    private async Task<(CatalogCaller Caller, ListFilterSql Filter, CatalogQuery Query)> CompileAsync(string name, MediaSort sort, string list)
    {
        var cancel = TestContext.Current.CancellationToken;
        var connections = library.Harness.Leased.Connections;
        var executor = new StatementExecutor(0, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var (_, enums, _) = await new SchemaCheck(Names, connections, executor).CheckAsync(cancel);
        var user = library.User.Id!.Value;
        var owner = library.Harness.OwnerOf(library.User);
        var anonymous = new CatalogCaller(DatabaseRole.WithoutUser(connections.App, "anon"), null, null, IsService: false);
        var authenticated = new CatalogCaller(
            DatabaseRole.ForUser(connections.App, "authenticated", Guid.Parse(user.ToString())), user, owner, IsService: false);
        var service = new CatalogCaller(DatabaseRole.WithoutUser(connections.Service, "service_role"), null, null, IsService: true);
        var (caller, scope) = list switch
        {
            OwnItems => (authenticated, CatalogScope.ForOwner(user, CatalogAccess.All)),
            PublicItemsOfAnOwner => (anonymous, CatalogScope.ForOwner(user, CatalogAccess.PublicOnly)),
            PublicItemsAsUser => (authenticated, CatalogScope.ForAllOwners(CatalogAccess.PublicOnly)),
            PublicItems => (anonymous, CatalogScope.ForAllOwners(CatalogAccess.PublicOnly)),
            _ => (service, CatalogScope.ForAllOwners(CatalogAccess.All)),
        };
        var query = new CatalogQuery { Filter = CatalogFilter.Create(scope, Filters[name]), Sort = sort };
        return (caller, new(query.Filter, scope.Owner is null ? null : owner, enums, Names), query);
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

    // Prepared, because only a prepared statement has a generic plan.
    private static async Task<string> ExplainAsync(CatalogCaller caller, Statement statement, string mode)
    {
        var cancel = TestContext.Current.CancellationToken;
        var command = statement.ToCommand();
        var values = command.Parameters.Select(parameter => parameter.Value switch
        {
            Guid[] ids => $"'{{{string.Join(',', ids)}}}'",
            string[] texts => $"'{{{string.Join(',', texts.Select(text => $"\"{text}\""))}}}'",
            long time when parameter.NpgsqlDbType == NpgsqlTypes.NpgsqlDbType.TimestampTz => $"'{new PgTime(time).ToDateTimeOffset():O}'",
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
        await using var connection = await caller.DatabaseRole.DataSource.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(caller.DatabaseRole.SetRoleForRead().ToCommand());
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
