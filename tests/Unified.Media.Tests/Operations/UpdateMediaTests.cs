using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class UpdateMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_leaves_null_fields_unchanged()
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new(), Token);

        Assert.Equal(item.Metadata.ToJson(), changed!.Metadata.ToJson());
        Assert.Equal((item.Visibility, item.CreatedAt, item.Sha256), (changed.Visibility, changed.CreatedAt, changed.Sha256));
    }

    [Fact]
    public async Task Update_removes_empty_fields()
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);
        var changes = new MediaChanges
        {
            Title = " ",
            Description = "",
            Alt = "",
            Tags = [],
            Attribution = Attribution.None,
            Metadata = new() { ["a"] = null, ["b"] = null },
        };

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, changes, Token);

        Assert.Equal("""{"generation":{"model":"m"}}""", changed!.Metadata.ToJson());
        Assert.Equal((null, null, null, 0), (changed.Title, changed.Description, changed.Alt, changed.Tags.Count));
        Assert.Null(changed.Attribution);
    }

    [Fact]
    public async Task Update_trims_and_composes_texts()
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);

        var changed = await host.Store.UpdateMediaAsync(
            Alice, item.Id, new() { Title = " Cafe\u0301 ", Attribution = new() { Author = "new" }, Visibility = Visibility.Public }, Token);

        Assert.Equal(("Caf\u00E9", "description", Visibility.Public), (changed!.Title, changed.Description, changed.Visibility));
        Assert.Equal(new Attribution { Author = "new" }, changed.Attribution);
    }

    public static TheoryData<string[]?, string[]?, string[]?, string[]> TagChanges => new()
    {
        { null, ["c"], null, ["Sea", "sky", "c"] },
        { null, ["SEA", "C"], null, ["Sea", "sky", "C"] },
        { null, null, ["SEA"], ["sky"] },
        { null, null, ["absent"], ["Sea", "sky"] },
        { ["x", "X", "y"], null, null, ["x", "y"] },
        { ["x", "y"], ["z"], ["X"], ["y", "z"] },
        { null, ["sea"], ["SEA"], ["sky", "sea"] },
        { [], ["only"], null, ["only"] },
        { [], null, null, [] },
    };

    [Theory]
    [MemberData(nameof(TagChanges))]
    public async Task Update_sets_then_removes_then_adds_tags(string[]? set, string[]? add, string[]? remove, string[] expected)
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Tags = set, AddTags = add, RemoveTags = remove }, Token);

        Assert.Equal(expected, changed!.Tags);
    }

    public static TheoryData<string, string> Patches => new()
    {
        { """{"c":1}""", """{"a":1,"b":{"x":1,"y":[1]},"c":1}""" },
        { """{"a":null}""", """{"b":{"x":1,"y":[1]}}""" },
        { """{"b":{"x":null,"z":2}}""", """{"a":1,"b":{"y":[1],"z":2}}""" },
        { """{"b":[2]}""", """{"a":1,"b":[2]}""" },
        { """{"a":{"n":null}}""", """{"a":{},"b":{"x":1,"y":[1]}}""" },
        { """{}""", """{"a":1,"b":{"x":1,"y":[1]}}""" },
    };

    [Theory]
    [MemberData(nameof(Patches))]
    public async Task Update_applies_a_merge_patch_to_metadata(string patch, string expected)
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Metadata = (JsonObject)JsonNode.Parse(patch)! }, Token);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(changed!.Metadata.Custom!.Value.GetRawText())));
    }

    [Fact]
    public async Task Update_names_every_broken_rule_and_changes_nothing()
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddFullAsync(host);
        var changes = new MediaChanges
        {
            Title = new('x', 256),
            Description = new('x', 5_001),
            Alt = "\0",
            Tags = [new('x', 65)],
            AddTags = [""],
            RemoveTags = ["\uD800"],
            Attribution = new() { Provider = new('x', 1_001) },
            Visibility = Visibility.Draft,
            Metadata = new() { ["a"] = "\0" },
        };

        var reasons = await Refusal.OfAsync(() => host.Store.UpdateMediaAsync(Alice, item.Id, changes, Token));

        string[] fields = ["Title", "Description", "Alt", "Tags", "AddTags", "RemoveTags", "Attribution.Provider", "Metadata", "Visibility"];
        Assert.Equal(fields.Select(Refusal.Field), reasons);
        Assert.Equal(item.UpdatedAt, (await host.Store.GetMediaAsync(Alice, item.Id, Token))!.UpdatedAt);
    }

    [Fact]
    public async Task Update_checks_the_limits_of_the_resulting_item()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice, tags: [.. Enumerable.Range(0, 50).Select(number => $"t{number}")]);
        await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Metadata = new() { ["a"] = new string('x', 10_000) } }, Token);

        Assert.Equal(
            [Refusal.Field("AddTags")],
            await Refusal.OfAsync(() => host.Store.UpdateMediaAsync(Alice, item.Id, new() { AddTags = ["one more"] }, Token)));
        Assert.Equal(
            [Refusal.Field("Metadata")],
            await Refusal.OfAsync(
                () => host.Store.UpdateMediaAsync(Alice, item.Id, new() { Metadata = new() { ["b"] = new string('x', 10_000) } }, Token)));
        Assert.NotNull(await host.Store.UpdateMediaAsync(Alice, item.Id, new() { AddTags = ["one more"], RemoveTags = ["t7"] }, Token));
    }

    [Fact]
    public async Task Update_accepts_an_older_item_over_the_limits()
    {
        var tags = string.Join(',', Enumerable.Range(0, 60).Select(number => $"\"t{number}\""));
        await using var host = WatchedHost.InMemory();
        var item = await AddOlderAsync(host, $$"""{"tags":[{{tags}}],"user":{"a":"{{new string('x', 20_000)}}"} }""");

        Assert.Equal("new", (await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "new" }, Token))!.Title);
        Assert.Equal(59, (await host.Store.UpdateMediaAsync(Alice, item.Id, new() { RemoveTags = ["T3"] }, Token))!.Tags.Count);
        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Visibility = Visibility.Public }, Token);
        Assert.Equal(Visibility.Public, changed!.Visibility);
        Assert.NotNull(await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Metadata = new() { ["a"] = null } }, Token));
    }

    [Theory]
    [InlineData("""{"title":"old","their_own":{"x":[1,2]},"attribution":"by me","tags":"none"}""", "their_own")]
    [InlineData("""{"title":["odd"],"other":1}""", "other")]
    [InlineData("""{"title":"\ud800","other":1}""", "other")]
    [InlineData("""[1,2]""", null)]
    [InlineData("no json", null)]
    public async Task Update_keeps_unknown_metadata_and_replaces_invalid_metadata(string json, string? kept)
    {
        await using var host = WatchedHost.InMemory();
        var item = await AddOlderAsync(host, json);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "new", AddTags = ["t"] }, Token);

        Assert.Equal(("new", "t"), (changed!.Title, Assert.Single(changed.Tags)));
        Assert.True(kept is null || JsonNode.Parse(changed.Metadata.ToJson())!.AsObject().ContainsKey(kept));
    }

    [Fact]
    public async Task Sixteen_concurrent_updates_are_all_kept()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            () => host.Store.UpdateMediaAsync(
                Alice, item.Id, new() { AddTags = [$"t{number}"], Metadata = new() { [$"f{number}"] = number } }, Token))));

        var after = await host.Store.GetMediaAsync(Alice, item.Id, Token);
        Assert.Equal(16, after!.Tags.Count);
        Assert.Equal(16, after.Metadata.Custom!.Value.EnumerateObject().Count());
        Assert.Equal(16, results.Select(result => result!.UpdatedAt).Distinct().Count());
        Assert.Equal(results.Max(result => result!.UpdatedAt), after.UpdatedAt);
    }

    [Fact]
    public async Task UpdatedAt_increases_when_the_clock_stands_or_goes_back()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);
        var last = item.UpdatedAt;
        for (var turn = 0; turn < 5; turn++)
        {
            var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = $"{turn}" }, Token);
            Assert.True(changed!.UpdatedAt > last);
            Assert.Equal(item.CreatedAt, changed.CreatedAt);
            last = changed.UpdatedAt;
        }

        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(host.Time.GetUtcNow(), (await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "x" }, Token))!.UpdatedAt);
    }

    private static Task<MediaItem> AddFullAsync(WatchedHost host) => host.Store.UploadUserImageAsync(
        Alice,
        new()
        {
            Content = SmallImage.Content,
            Title = "title",
            Description = "description",
            Alt = "alt",
            Tags = ["Sea", "sky"],
            Attribution = new() { Text = "by", License = "CC0" },
            Generation = new() { Model = "m" },
            Metadata = (JsonObject)JsonNode.Parse("""{"a":1,"b":{"x":1,"y":[1]}}""")!,
        },
        Token);

    private static async Task<MediaItem> AddOlderAsync(WatchedHost host, string json)
    {
        var item = await host.Store.AddAsync(Alice);
        var update = new CatalogUpdate
        {
            Id = item.Id,
            ExpectedUpdatedAt = item.UpdatedAt,
            UpdatedAt = item.UpdatedAt.AddSeconds(1),
            Metadata = MediaMetadata.FromJson(json),
            Visibility = Visibility.Private,
        };
        return (await host.Catalog.UpdateAsync(Alice, update, Token))!;
    }
}
