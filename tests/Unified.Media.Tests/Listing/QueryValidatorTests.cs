using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class QueryValidatorTests
{
    private static readonly OwnerId Alice = OwnerId.Parse("alice");
    private static readonly OwnerId Bob = OwnerId.Parse("bob");
    private static readonly MediaUser User = MediaUser.For("alice");
    private static readonly string[] Hundred = [.. Enumerable.Range(0, 100).Select(number => $"v{number}")];

    public static TheoryData<string> Accepted => [.. AcceptedQueries.Keys];

    public static TheoryData<string, string> Refused => new(
        RefusedQueries.Select(row => new TheoryDataRow<string, string>(row.Key, row.Value.Field)));

    private static Dictionary<string, MediaQuery> AcceptedQueries => new()
    {
        ["nothing"] = new(),
        ["page 1"] = new() { PageSize = 1 },
        ["page 200"] = new() { PageSize = 200 },
        ["100 enhancement types"] = new() { EnhancementTypes = Hundred },
        ["100 content types"] = new() { ContentTypes = Hundred },
        ["50 tags"] = new() { Tags = Hundred[..50] },
        ["a text of 200 characters"] = new() { Text = new('x', 200) },
        ["16 words"] = new() { Text = string.Join(' ', Hundred[..16]) },
        ["blank text"] = new() { Text = "  " },
        ["zero"] = new() { MinBytes = 0, MaxBytes = 0, MinWidth = 0, MaxWidth = 0, MinHeight = 0, MaxHeight = 0 },
        ["empty time"] = new() { CreatedFrom = DateTimeOffset.UnixEpoch, CreatedBefore = DateTimeOffset.UnixEpoch },
        ["all time"] = new() { CreatedFrom = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue },
    };

    private static Dictionary<string, (MediaQuery Query, string Field)> RefusedQueries => new()
    {
        ["page 0"] = (new() { PageSize = 0 }, "PageSize"),
        ["page 201"] = (new() { PageSize = 201 }, "PageSize"),
        ["page below zero"] = (new() { PageSize = int.MinValue }, "PageSize"),
        ["unknown order"] = (new() { Sort = (MediaSort)9 }, "Sort"),
        ["unknown tag match"] = (new() { TagMatch = (TagMatch)9 }, "TagMatch"),
        ["101 kinds"] = (new() { Kinds = [.. Enumerable.Repeat(MediaKind.Image, 101)] }, "Kinds"),
        ["101 source types"] = (new() { SourceTypes = [.. Enumerable.Repeat(SourceType.Upload, 101)] }, "SourceTypes"),
        ["101 visibilities"] = (new() { Visibilities = [.. Enumerable.Repeat(Visibility.Public, 101)] }, "Visibilities"),
        ["101 enhancement types"] = (new() { EnhancementTypes = [.. Hundred, "x"] }, "EnhancementTypes"),
        ["101 content types"] = (new() { ContentTypes = [.. Hundred, "x"] }, "ContentTypes"),
        ["51 tags"] = (new() { Tags = Hundred[..51] }, "Tags"),
        ["empty tag"] = (new() { Tags = [""] }, "Tags"),
        ["null tag"] = (new() { Tags = [null!] }, "Tags"),
        ["lone surrogate tag"] = (new() { Tags = ["\uD800"] }, "Tags"),
        ["null character tag"] = (new() { Tags = ["a\0"] }, "Tags"),
        ["long tag"] = (new() { Tags = [new('x', 201)] }, "Tags"),
        ["null content type"] = (new() { ContentTypes = [null!] }, "ContentTypes"),
        ["lone surrogate enhancement type"] = (new() { EnhancementTypes = ["\uDC00"] }, "EnhancementTypes"),
        ["a text of 201 characters"] = (new() { Text = new('x', 201) }, "Text"),
        ["17 words"] = (new() { Text = string.Join(' ', Hundred[..17]) }, "Text"),
        ["no word"] = (new() { Text = "!?" }, "Text"),
        ["half a character"] = (new() { Text = "\uD800" }, "Text"),
        ["time backwards"] = (new() { CreatedFrom = DateTimeOffset.MaxValue, CreatedBefore = DateTimeOffset.MinValue }, "CreatedFrom"),
        ["negative bytes"] = (new() { MinBytes = -1 }, "MinBytes"),
        ["negative most bytes"] = (new() { MaxBytes = -1 }, "MinBytes"),
        ["bytes backwards"] = (new() { MinBytes = 2, MaxBytes = 1 }, "MinBytes"),
        ["width backwards"] = (new() { MinWidth = 2, MaxWidth = 1 }, "MinWidth"),
        ["negative width"] = (new() { MinWidth = -1 }, "MinWidth"),
        ["height backwards"] = (new() { MinHeight = 2, MaxHeight = 1 }, "MinHeight"),
        ["negative height"] = (new() { MaxHeight = -1 }, "MinHeight"),
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Within_its_bounds_a_query_is_taken(string name) =>
        Assert.Equal(AcceptedQueries[name].PageSize ?? 50, QueryValidator.Validate(User, AcceptedQueries[name]).Limit);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Beyond_its_bounds_a_query_is_refused(string name, string field)
    {
        var rejected = Assert.Throws<MediaRejectedException>(() => QueryValidator.Validate(User, RefusedQueries[name].Query));

        var reason = Assert.Single(rejected.Reasons);
        Assert.Equal((RejectionCode.InvalidField, field), (reason.Code, reason.Field));
    }

    [Fact]
    public void Every_broken_rule_is_named_at_once()
    {
        var query = new MediaQuery { PageSize = 0, Sort = (MediaSort)9, Tags = [""], Text = "!", MinBytes = -1, MinWidth = -1 };

        var rejected = Assert.Throws<MediaRejectedException>(() => QueryValidator.Validate(User, query));

        Assert.Equal(["MinBytes", "MinWidth", "PageSize", "Sort", "Tags", "Text"], rejected.Reasons.Select(reason => reason.Field).Order());
    }

    [Fact]
    public void Query_of_an_anonymous_user_needs_an_owner()
    {
        var rejected = Assert.Throws<MediaRejectedException>(() => QueryValidator.Validate(MediaUser.Anonymous, new() { PageSize = 0 }));

        var reason = Assert.Single(rejected.Reasons);
        Assert.Equal((RejectionCode.InvalidField, "Owner"), (reason.Code, reason.Field));
    }

    [Fact]
    public void Query_lists_the_named_owner_or_else_the_user()
    {
        Assert.Equal(CatalogScope.ForOwner(Alice, CatalogAccess.All), QueryValidator.Validate(User, new()).Filter.Scope);
        Assert.Equal(CatalogScope.ForOwner(Bob, CatalogAccess.PublicOnly), QueryValidator.Validate(User, new() { Owner = Bob }).Filter.Scope);
        Assert.Equal(
            CatalogScope.ForOwner(Bob, CatalogAccess.PublicOnly),
            QueryValidator.Validate(MediaUser.Anonymous, new() { Owner = Bob }).Filter.Scope);
    }

    [Fact]
    public void Query_of_the_service_lists_the_named_owner_or_else_all()
    {
        Assert.Equal(CatalogScope.ForAllOwners(CatalogAccess.All), QueryValidator.Validate(MediaUser.Service, new()).Filter.Scope);
        Assert.Equal(
            CatalogScope.ForOwner(Bob, CatalogAccess.All), QueryValidator.Validate(MediaUser.Service, new() { Owner = Bob }).Filter.Scope);
    }

    [Fact]
    public void Public_query_never_has_access_to_all_items()
    {
        Assert.Equal(CatalogScope.ForAllOwners(CatalogAccess.PublicOnly), QueryValidator.ValidatePublic(new()).Filter.Scope);
        Assert.Equal(
            CatalogScope.ForOwner(Alice, CatalogAccess.PublicOnly), QueryValidator.ValidatePublic(new() { Owner = Alice }).Filter.Scope);
        Assert.True(QueryValidator.ValidatePublic(new() { Visibilities = [Visibility.Private] }).Filter.IsEmpty);
        Assert.Throws<MediaRejectedException>(() => QueryValidator.ValidatePublic(new() { PageSize = 0 }));
    }

    [Fact]
    public void A_query_is_given_to_catalogs_without_its_cursor()
    {
        var asked = QueryValidator.Validate(
            User, new() { Sort = MediaSort.Title, PageSize = 7, OmitMetadata = true, Cursor = "?", Kinds = [MediaKind.Video] });

        Assert.Equal((MediaSort.Title, 7, false, null), (asked.Sort, asked.Limit, asked.IncludeMetadata, asked.After));
        Assert.Equal([MediaKind.Video], asked.Filter.Kinds);
    }
}
