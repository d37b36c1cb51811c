using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class LegacyApplicationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. DatabaseTemplate.LegacyRows.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Older_programs_get_the_same_results(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        var before = await AskAsync(shape, database);

        await SchemaSteps.ApplyAsync(database.ConnectionString, cancellationToken: Cancel);
        var after = await AskAsync(shape, database);

        Assert.All(LegacyQueries.All.Keys.Except(LegacyQueries.Leaks), name => Assert.Equal((name, before[name]), (name, after[name])));
        Assert.All(LegacyQueries.Leaks, name => Assert.Equal((name, "42501"), (name, after[name])));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Legacy_queries_return_rows_and_permission_errors(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);

        var answers = await AskAsync(shape, database);

        Assert.True(answers.Values.Count(answer => answer.Length > 5) > 20);
        Assert.All(LegacyQueries.Leaks, name => Assert.NotEqual("42501", answers[name]));
        Assert.Equal("42501", answers["upload, as anon"]);
        Assert.Equal("22P02", answers["upload in the wrong vocabulary"]);
        Assert.Equal("23503", answers["upload with a login for an owner"]);
    }

    private static async Task<Dictionary<string, string>> AskAsync(string shape, FreshDatabase database)
    {
        var answers = new Dictionary<string, string>();
        foreach (var (name, query) in LegacyQueries.All)
        {
            // Each query runs in a transaction that is rolled back, so that queries do not affect each other.
            await using var session = await RoleSession.BeginAsync(
                database.ConnectionString, query.Role, query.Login is null ? null : new(query.Login), Cancel);
            answers[name] = await session.TryAsync(LegacyQueries.For(shape, query.Sql), Cancel);
        }

        return answers;
    }
}
