using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class QueryPlanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly OwnerId Owner = OwnerId.FromGuid(Guid.CreateVersion7());

    private readonly CatalogFixture _fixture = new();

    private static readonly Dictionary<string, MediaFilter> Filters = new()
    {
        ["none"] = new(),
        ["kind"] = new() { Kinds = [MediaKind.Video] },
        ["kinds"] = new() { Kinds = [MediaKind.Video, MediaKind.Image] },
        ["source"] = new() { SourceTypes = [SourceType.Stock] },
        ["sources"] = new() { SourceTypes = [SourceType.Stock, SourceType.Upload, SourceType.Enhanced] },
        ["enhancement"] = new() { EnhancementTypes = ["upscale"] },
        ["visibility"] = new() { Visibilities = [Visibility.Public] },
        ["created"] = new() { CreatedFrom = Noon.AddDays(-1), CreatedBefore = Noon },
        ["tag"] = new() { Tags = ["red"] },
        ["tags"] = new() { Tags = ["red", "blue"] },
        ["any tag"] = new() { Tags = ["red", "blue", "green"], TagMatch = TagMatch.Any },
        ["bytes"] = new() { MinBytes = 1, MaxBytes = 10_000 },
        ["width"] = new() { MinWidth = 100 },
        ["words"] = new() { Text = "sunset" },
        ["many"] = new()
        {
            Tags = ["red"],
            SourceTypes = [SourceType.Stock],
            Kinds = [MediaKind.Image],
            MinWidth = 1,
            Text = "sun",
            CreatedFrom = Noon,
        },
    };

    private static readonly Dictionary<string, CatalogScope> Scopes = new()
    {
        ["own items"] = CatalogScope.ForOwner(Owner, CatalogAccess.All),
        ["an owner's public items"] = CatalogScope.ForOwner(Owner, CatalogAccess.PublicOnly),
        ["all items"] = CatalogScope.ForAllOwners(CatalogAccess.All),
        ["public items"] = CatalogScope.ForAllOwners(CatalogAccess.PublicOnly),
    };

    public static TheoryData<string, MediaSort, bool, string> Queries =>
        new MatrixTheoryData<string, MediaSort, bool, string>(Filters.Keys, Enum.GetValues<MediaSort>(), [true, false], Scopes.Keys);

    [Theory]
    [MemberData(nameof(Queries))]
    public void Statements_scan_an_index_in_its_order(string filter, MediaSort sort, bool isFirstPage, string scope)
    {
        var conditions = Compile(filter, scope);
        var order = OrderSql.FromSort(sort);
        var statements = new KeysetSql(conditions, order);
        var position = new PagePosition(1_000_000, "m", MediaId.New(TimeProvider.System));
        var after = isFirstPage ? null : position;
        using var session = _fixture.Database.OpenReader();

        foreach (var path in AccessPath.GetValuePaths(conditions).Where(_ => order.Order.IsByTime).Append(AccessPath.OrderIndex(conditions, order)))
        {
            AssertScans(session, conditions, arguments => statements.Rows(path, ItemReader.Columns, after, null, arguments));
            AssertScans(session, conditions, arguments => statements.Rows(path, ItemReader.Columns, after, position, arguments));
            AssertScans(session, conditions, arguments => statements.PositionAhead(path, after, arguments));
        }
    }

    [Theory]
    [InlineData("none", MediaSort.Newest, "public items", "media_public_by_created", "")]
    [InlineData("none", MediaSort.Largest, "public items", "media_public_by_size", "")]
    [InlineData("none", MediaSort.Title, "public items", "media_public_by_title", "")]
    [InlineData("kind", MediaSort.Newest, "public items", "media_public_by_type", "type=?")]
    [InlineData("source", MediaSort.Oldest, "public items", "media_public_by_source", "source_type=?")]
    [InlineData("none", MediaSort.Newest, "all items", "media_all_by_created", "")]
    [InlineData("none", MediaSort.Largest, "all items", "media_all_by_size", "")]
    [InlineData("none", MediaSort.Title, "all items", "media_all_by_title", "")]
    public void Deep_page_over_all_owners_begins_at_its_position(string filter, MediaSort sort, string scope, string index, string value)
    {
        var conditions = Compile(filter, scope);
        var order = OrderSql.FromSort(sort);
        var statements = new KeysetSql(conditions, order);
        var path = AccessPath.GetValuePaths(conditions).FirstOrDefault() ?? AccessPath.OrderIndex(conditions, order);
        using var session = _fixture.Database.OpenReader();
        List<Argument> arguments = [.. conditions.Arguments, new("@take", 51)];

        var sql = statements.Rows(path, ItemReader.Columns, new(1_000_000, "m", MediaId.New(TimeProvider.System)), null, arguments);

        var step = Assert.Single(Plan(session, sql, [.. arguments]));
        Assert.StartsWith($"SEARCH m USING INDEX {index} ({value}", step, StringComparison.Ordinal);
        Assert.Matches(@"\(created_at,id\)[<>]|\(size_bytes,id\)<|\(title_key,id\)>", step);
        Assert.Empty(statements.ResidualConditions(path));
    }

    [Fact]
    public void Plan_shows_a_sort_where_there_is_one()
    {
        var conditions = Compile("none", "own items");
        using var session = _fixture.Database.OpenReader();

        var plan = Plan(session, "SELECT id FROM media WHERE owner_user_id = @owner ORDER BY width", [.. conditions.Arguments]);

        Assert.Contains(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync() => await _fixture.Open().PrepareAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _fixture.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ListFilterSql Compile(string name, string scope) => new(CatalogFilter.Create(Scopes[scope], Filters[name]));

    private static void AssertScans(Session session, ListFilterSql conditions, Func<List<Argument>, string> compose)
    {
        List<Argument> arguments = [.. conditions.Arguments];
        var sql = compose(arguments);

        var plan = Plan(session, sql, [.. arguments]);

        // The first page of a scope over all owners begins at the start of its index.
        var scope = conditions.IsOverAllOwners ? $"INDEX {conditions.IndexPrefix}" : "owner_user_id=?";
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN m", StringComparison.Ordinal) && !step.Contains(scope, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN t", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains(scope, StringComparison.Ordinal));
    }

    private static List<string> Plan(Session session, string sql, Argument[] arguments)
    {
        using var row = session.Query("EXPLAIN QUERY PLAN " + sql, arguments);
        var steps = new List<string>();
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        return steps;
    }
}
