using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class QueryPlanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

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

    public static TheoryData<string, MediaSort, bool, bool> Queries =>
        new MatrixTheoryData<string, MediaSort, bool, bool>(Filters.Keys, Enum.GetValues<MediaSort>(), [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Queries))]
    public void Statements_scan_an_index_in_its_order(string filter, MediaSort sort, bool isFirstPage, bool isOwn)
    {
        var conditions = Select(filter, isOwn);
        var order = OrderSql.Of(sort);
        var statements = new KeysetSql(conditions, order);
        var position = new PagePosition(1_000_000, "m", MediaId.New(TimeProvider.System));
        var after = isFirstPage ? null : position;
        using var session = _fixture.Database.OpenReader();

        foreach (var path in AccessPath.Of(conditions).Where(_ => order.Order.IsByTime).Append(AccessPath.OwnerIndex(order.Index)))
        {
            AssertScans(session, conditions, arguments => statements.Rows(path, ItemRow.Columns, after, null, arguments));
            AssertScans(session, conditions, arguments => statements.Rows(path, ItemRow.Columns, after, position, arguments));
            AssertScans(session, conditions, arguments => statements.PositionAhead(path, after, arguments));
        }
    }

    [Fact]
    public void Plan_shows_a_sort_where_there_is_one()
    {
        var conditions = Select("none", isOwn: true);
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

    private ListFilterSql Select(string name, bool isOwn) =>
        new(CatalogFilter.Of(isOwn ? _fixture.User : MediaUser.Anonymous, _fixture.User.Id!.Value, Filters[name]));

    private static void AssertScans(Session session, ListFilterSql conditions, Func<List<Argument>, string> compose)
    {
        List<Argument> arguments = [.. conditions.Arguments];
        var sql = compose(arguments);

        var plan = Plan(session, sql, [.. arguments]);

        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN m", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN t", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("owner_user_id=?", StringComparison.Ordinal));
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
