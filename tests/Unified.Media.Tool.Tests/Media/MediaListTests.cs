using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class MediaListTests
{
    [Fact]
    public async Task Pages_contain_every_row_once()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        var expected = await database.ColumnAsync<string>(
            "select origin || '/' || id from public.unified_media_view order by coalesce(created_at, '-infinity') desc, id desc",
            TestContext.Current.CancellationToken);

        var found = new List<string>();
        string? cursor = null;
        do
        {
            string[] args = ["media", "list", "--limit", "3", "--json", .. cursor is null ? [] : new[] { "--cursor", cursor }];
            var result = (await ToolRun.OnAsync(database, args)).ExpectExitCode(0).Result;
            found.AddRange(
                result.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("origin")}/{item.GetProperty("id")}"));
            cursor = result.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("--source", "enhanced", "source")]
    [InlineData("--kind", "video", "kind")]
    [InlineData("--visibility", "public", "visibility")]
    [InlineData("--origin", "user_media", "origin")]
    public async Task Filter_returns_only_matching_rows(string option, string value, string property)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);

        var result = (await ToolRun.OnAsync(database, "media", "list", option, value, "--json")).ExpectExitCode(0).Result;

        Assert.NotEmpty(result.GetProperty("items").EnumerateArray());
        Assert.All(result.GetProperty("items").EnumerateArray(), item => Assert.Equal(value, item.GetProperty(property).GetString()));
    }

    [Fact]
    public async Task Login_filter_returns_the_items_of_its_owner()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        var login = await database.ScalarAsync<string>(
            "select p.user_id::text from public.users_profile p join public.media m on m.owner_user_id = p.id limit 1",
            TestContext.Current.CancellationToken);
        var owner = await database.ScalarAsync<string>(
            $"select id::text from public.users_profile where user_id = '{login}'", TestContext.Current.CancellationToken);

        var byLogin = (await ToolRun.OnAsync(database, "media", "list", "--login", login!, "--json")).ExpectExitCode(0);
        var byOwner = (await ToolRun.OnAsync(database, "media", "list", "--owner", owner!, "--json")).ExpectExitCode(0);

        Assert.NotEmpty(byLogin.Result.GetProperty("items").EnumerateArray());
        Assert.Equal(byOwner.Out, byLogin.Out);
    }

    [Fact]
    public async Task Title_with_escape_sequences_is_written_without_them()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await TestItems.AddAsync(database, title: "\\u001b[31mred [bold]brackets[/]");

        var run = (await ToolRun.OnAsync(database, "media", "list")).ExpectExitCode(0);

        Assert.Contains("?[31mred [bold]brackets[/]", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public async Task List_reports_a_missing_schema()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "media", "list", "--json");

        Assert.Equal("schema_missing", run.ExpectExitCode(2).ErrorCode);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("2025-01-01T00:00:00Z/x")]
    [InlineData("yesterday/00000000-0000-4000-8000-0000000d0003")]
    public async Task List_rejects_an_invalid_cursor(string cursor)
    {
        var run = await ToolRun.OnAsync("Host=127.0.0.1;Port=1", "media", "list", "--cursor", cursor, "--json");

        Assert.Equal("cursor_unusable", run.ExpectExitCode(2).ErrorCode);
    }
}
