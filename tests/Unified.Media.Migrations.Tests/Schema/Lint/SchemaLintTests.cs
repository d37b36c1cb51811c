using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class SchemaLintTests
{
    /// <summary>Functions with more than 100 lines, and the reasons for not splitting them.</summary>
    private static readonly Dictionary<string, string> LongFunctions = [];

    private static readonly Dictionary<string, SqlVolatility> BuiltIns = new()
    {
        ["lower"] = SqlVolatility.Immutable, ["convert_from"] = SqlVolatility.Stable, ["clock_timestamp"] = SqlVolatility.Volatile,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain")]
    [InlineData("B")]
    public async Task Every_function_follows_the_rules(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithSchema(), Cancel);
        var functions = await SqlFunctions.ReadAsync(database, Cancel);

        var violations = new SchemaLint(await SqlFunctions.ReadBuiltInsAsync(database, Cancel), LongFunctions).Check(functions);

        Assert.True(functions.Count > 100);
        Assert.Empty(violations);
    }

    [Fact]
    public void Function_that_follows_the_rules_has_no_violation()
    {
        SqlFunction[] functions =
        [
            new() { Name = "get_b", Volatility = SqlVolatility.Stable },
            new()
            {
                Name = "get_a", Volatility = SqlVolatility.Stable, IsSecurityDefiner = true, Settings = ["jit=off", SchemaLint.PinnedPath],
                Source = "begin -- exception when\n return unified_media.get_b(lower(convert_from(x))); end",
            },
        ];

        Assert.Empty(new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check(functions));
    }

    public static TheoryData<string, string> Bodies => new()
    {
        { "begin return 1;\nexception\n  when others then return 2; end", "is parallel safe and has an exception block, which is a subtransaction" },
        { "select unified_media.get_other(1)", "is parallel safe and calls get_other, which is not" },
        { "select unified_media.get_other(1)", "is Immutable and calls get_other, which is Volatile" },
        { "select lower(convert_from(p_x, 'UTF8'))", "is Immutable and calls convert_from, which is Stable" },
        { "select clock_timestamp()", "is Immutable and calls clock_timestamp, which is Volatile" },
        { "begin execute 'Create or replace  FUNCTION x() ...'; end", "creates functions" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_that_breaks_a_rule_is_a_violation(string source, string violation)
    {
        SqlFunction[] functions =
        [
            new() { Name = "get_a", Source = source, Volatility = SqlVolatility.Immutable, IsParallelSafe = true },
            new() { Name = "get_other" },
        ];

        Assert.Contains($"get_a: {violation}", new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check(functions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("search_path=\"\"")]
    [InlineData("search_path=pg_catalog")]
    [InlineData("search_path=public, pg_catalog, pg_temp")]
    public void Definer_function_without_search_path_is_a_violation(string setting)
    {
        SqlFunction[] functions = [new() { Name = "get_a", IsSecurityDefiner = true, Settings = setting.Length == 0 ? [] : [setting] }];

        Assert.Equal(
            [$"get_a: runs with its owner's rights without {SchemaLint.PinnedPath}"],
            new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check(functions));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no sentence.")]
    [InlineData("No full stop")]
    public void Function_without_a_comment_sentence_is_a_violation(string? comment) =>
        Assert.Equal(
            ["get_a: has no comment that is a sentence"],
            new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check([new() { Name = "get_a", Comment = comment }]));

    [Theory]
    [InlineData("owners")]
    [InlineData("legacy_owners")]
    [InlineData("unified_get_owners")]
    public void Function_name_without_a_verb_is_a_violation(string name) =>
        Assert.Equal(
            [$"{name}: does not begin with a verb"], new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check([new() { Name = name }]));

    [Fact]
    public void Long_function_is_a_violation_unless_listed()
    {
        SqlFunction[] functions = [new() { Name = "get_a", Source = "\n" + string.Concat(Enumerable.Repeat("a\n", SchemaLint.MaxLines + 1)) }];

        Assert.Equal(["get_a: has more than 100 lines"], new SchemaLint(BuiltIns, new Dictionary<string, string>()).Check(functions));
        Assert.Empty(new SchemaLint(BuiltIns, new Dictionary<string, string> { ["get_a"] = "It is a table." }).Check(functions));
    }

    [Fact]
    public void Listed_short_function_is_a_violation() =>
        Assert.Equal(
            ["get_a: is listed as long and is not"],
            new SchemaLint(BuiltIns, new Dictionary<string, string> { ["get_a"] = "It was a table." }).Check([new() { Name = "get_a" }]));
}
