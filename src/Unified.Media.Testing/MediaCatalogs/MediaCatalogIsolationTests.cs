using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Who may see and change what: every principal against every visibility and every call.</summary>
public abstract class MediaCatalogIsolationTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<CatalogPrincipal, string> PrincipalsAndVisibilities =>
        new MatrixTheoryData<CatalogPrincipal, string>(Enum.GetValues<CatalogPrincipal>(), ["private", "public", "draft"]);

    public static TheoryData<CatalogPrincipal> Principals => [.. Enum.GetValues<CatalogPrincipal>()];

    public static TheoryData<CatalogPrincipal> Others => [CatalogPrincipal.Other, CatalogPrincipal.Anonymous, CatalogPrincipal.Service];

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task Shows_an_item_to_those_who_may_see_it(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(Shaped(visibility));
        var sees = MaySee(principal, visibility);
        var user = UserOf(principal);

        var found = await FindAsync(item.Id, user);
        var listed = await ListAsync(Query(user: user), user);
        var searched = await ListAsync(Query(new() { Text = "secret", Tags = ["hidden"] }, user: user), user);
        var facets = await Catalog.CountAsync(user, Query(user: user).Filter, new() { Exact = true, WithBytes = true }, Cancel);
        var capped = await Catalog.CountAsync(user, Query(user: user).Filter, FacetOptions.Default, Cancel);

        Assert.Equal(sees, found is not null);
        Assert.Equal(sees ? 1 : 0, listed.Count);
        Assert.Equal(sees ? 1 : 0, searched.Count);
        Assert.All([facets, capped], counted => Assert.Equal(
            sees ? (1, 1, 1) : (0, 0, 0), (counted.SourceTypes.Count, counted.Kinds.Count, counted.Tags.Count)));
        if (sees)
        {
            AssertSame(item, found);
        }
    }

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task Lets_only_those_change_an_item_who_may(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(Shaped(visibility));
        var update = new CatalogUpdate(item.Id, item.UpdatedAt, item.UpdatedAt.AddSeconds(1), Describe("changed"), Visibility.Public);

        var changed = await Catalog.UpdateAsync(UserOf(principal), update, Cancel);

        Assert.Equal(MayChange(principal), changed is not null);
        Assert.Equal(MayChange(principal) ? "changed" : "secret", (await FindAsync(item.Id))!.Title);
        Assert.Equal(Owner.Id, (await FindAsync(item.Id))!.Owner);
    }

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task Lets_only_those_delete_an_item_who_may(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(Shaped(visibility));

        var deleted = await Catalog.MarkDeletedAsync(UserOf(principal), item.Id, Cancel);
        var again = await Catalog.MarkDeletedAsync(UserOf(principal), item.Id, Cancel);

        Assert.Equal(MayChange(principal), deleted is not null);
        Assert.Equal(MayChange(principal), again is not null);
        Assert.Equal(MayChange(principal), await FindAsync(item.Id) is null);
        Assert.Equal(MayChange(principal), (await ClaimAsync(item.Id)).Length == 1);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Lets_nobody_else_finish_an_attempt(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();
        var draft = Draft(attempt, Owner) with { Owner = UserOf(principal).Id ?? Owner.Id!.Value };

        MediaItem? published = null;
        var refusal = await Record.ExceptionAsync(
            async () => published = await Catalog.PublishAsync(UserOf(principal), new(attempt, draft, Sha('c')), Cancel));

        Assert.True(refusal is null or MediaAccessDeniedException, refusal?.ToString());
        Assert.Null(published);
        Assert.Null(await FindAsync(attempt.Id));
        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.NotNull(await PublishAsync(attempt));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    public async Task Lets_nobody_else_abandon_or_delete_an_attempt(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();

        Assert.False(await Catalog.AbandonAsync(UserOf(principal), attempt, Cancel));
        Assert.Null(await Catalog.MarkDeletedAsync(UserOf(principal), attempt.Id, Cancel));

        Assert.NotNull(await PublishAsync(attempt));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    public async Task Gives_no_published_item_away_by_publishing_it_again(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();
        await PublishAsync(attempt, shape: Shaped("public"));

        MediaItem? published = null;
        var refusal = await Record.ExceptionAsync(async () => published = await Catalog.PublishAsync(
            UserOf(principal), new(attempt, Draft(attempt, Other), Sha('c')), Cancel));

        Assert.True(refusal is null or MediaAccessDeniedException, refusal?.ToString());
        Assert.Null(published);
        Assert.Equal(Owner.Id, (await FindAsync(attempt.Id))!.Owner);
    }

    [Theory]
    [InlineData(CatalogPrincipal.Anonymous)]
    [InlineData(CatalogPrincipal.Service)]
    public async Task Reserves_nothing_for_those_who_own_nothing(CatalogPrincipal principal)
    {
        var request = Request("key");

        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => AskAsync(request, UserOf(principal)));

        Assert.Equal(request.Id, (await AskAsync(request)).Reservation!.Id);
    }

    [Fact]
    public async Task Lists_the_items_of_the_owner_only()
    {
        var mine = await AddAsync(Shaped("private"));
        await AddAsync(Shaped("public"), Other);

        Assert.Equal([mine.Id], Ids(await ListAsync(Query())));
    }

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task Names_no_hidden_item_by_the_position_of_a_page(CatalogPrincipal principal)
    {
        var hidden = new HashSet<MediaId>();
        for (var number = 0; number < 12; number++)
        {
            var visibility = number % 4 == 0 ? "public" : "private";
            var item = await AddAsync(Shaped(visibility));
            if (!MaySee(principal, visibility))
            {
                hidden.Add(item.Id);
            }
        }

        foreach (var sort in Enum.GetValues<MediaSort>())
        {
            var query = Query(new() { MinWidth = 100_000 }, sort, limit: 2, UserOf(principal)) with { ScanLimit = 1 };
            while ((await Catalog.ListAsync(UserOf(principal), query, Cancel)).Next is { } next)
            {
                Assert.DoesNotContain(next.Id, hidden);
                query = query with { After = next };
            }
        }
    }

    [Fact]
    public async Task Finds_of_many_ids_those_that_may_be_seen()
    {
        var mine = await AddAsync(Shaped("private"));
        var shown = await AddAsync(Shaped("public"), Other);
        var hidden = await AddAsync(Shaped("private"), Other);
        var draft = await AddAsync(Shaped("draft"), Other);

        var found = await Catalog.FindAsync(Owner, [hidden.Id, mine.Id, draft.Id, shown.Id], Cancel);

        Assert.Equal(new[] { mine.Id, shown.Id }.Order(), Ids(found).Order());
    }

    // The oracle: written down here on purpose, and not taken from the product.
    private static bool MaySee(CatalogPrincipal principal, string visibility) => principal switch
    {
        CatalogPrincipal.Owner or CatalogPrincipal.Service => true,
        _ => visibility == "public",
    };

    private static bool MayChange(CatalogPrincipal principal) => principal is CatalogPrincipal.Owner or CatalogPrincipal.Service;

    private MediaUser UserOf(CatalogPrincipal principal) => principal switch
    {
        CatalogPrincipal.Owner => Owner,
        CatalogPrincipal.Other => Other,
        CatalogPrincipal.Anonymous => MediaUser.Anonymous,
        _ => MediaUser.Service,
    };

    private static Func<MediaItem, MediaItem> Shaped(string visibility) =>
        item => item with { Visibility = Visibility.Parse(visibility), Metadata = Describe("secret", null, "hidden") };
}
