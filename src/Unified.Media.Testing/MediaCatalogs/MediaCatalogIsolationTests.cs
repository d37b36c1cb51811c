namespace Unified.Media.Testing;

/// <summary>Tests which users may read and change an item: every principal, visibility and call.</summary>
public abstract class MediaCatalogIsolationTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<CatalogPrincipal, string> PrincipalsAndVisibilities =>
        new MatrixTheoryData<CatalogPrincipal, string>(Enum.GetValues<CatalogPrincipal>(), ["private", "public", "draft"]);

    public static TheoryData<CatalogPrincipal> Principals => [.. Enum.GetValues<CatalogPrincipal>()];

    public static TheoryData<CatalogPrincipal> Others => [CatalogPrincipal.Other, CatalogPrincipal.Anonymous, CatalogPrincipal.Service];

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task Reads_return_an_item_to_permitted_users_only(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(WithVisibility(visibility));
        var isVisible = MaySee(principal, visibility);
        var user = UserOf(principal);

        var found = await FindAsync(item.Id, user);
        var listed = await ListAsync(Query(user: user), user);
        var searched = await ListAsync(Query(new() { Text = "secret", Tags = ["hidden"] }, user: user), user);
        var facets = await Catalog.CountAsync(user, Query(user: user).Filter, new() { Exact = true, WithBytes = true }, Token);
        var capped = await Catalog.CountAsync(user, Query(user: user).Filter, FacetOptions.Default, Token);

        Assert.Equal(isVisible, found is not null);
        Assert.Equal(isVisible ? 1 : 0, listed.Count);
        Assert.Equal(isVisible ? 1 : 0, searched.Count);
        Assert.All([facets, capped], counted => Assert.Equal(
            isVisible ? (1, 1, 1) : (0, 0, 0), (counted.SourceTypes.Count, counted.Kinds.Count, counted.Tags.Count)));
        if (isVisible)
        {
            AssertSame(item, found);
        }
    }

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task Update_changes_an_item_for_permitted_users_only(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(WithVisibility(visibility));

        var changed = await Catalog.UpdateAsync(UserOf(principal), CreateUpdate(item, CreateMetadata("changed")), Token);

        Assert.Equal(MayChange(principal), changed is not null);
        Assert.Equal(MayChange(principal) ? "changed" : "secret", (await FindAsync(item.Id))!.Title);
        Assert.Equal(Owner.Id, (await FindAsync(item.Id))!.Owner);
    }

    [Theory]
    [MemberData(nameof(PrincipalsAndVisibilities))]
    public async Task MarkDeleted_deletes_an_item_for_permitted_users_only(CatalogPrincipal principal, string visibility)
    {
        var item = await AddAsync(WithVisibility(visibility));

        var deleted = await Catalog.MarkDeletedAsync(UserOf(principal), item.Id, Token);
        var repeatedDelete = await Catalog.MarkDeletedAsync(UserOf(principal), item.Id, Token);

        Assert.Equal(MayChange(principal), deleted is not null);
        Assert.Equal(MayChange(principal), repeatedDelete is not null);
        Assert.Equal(MayChange(principal), await FindAsync(item.Id) is null);
        Assert.Equal(MayChange(principal), (await ClaimAsync(item.Id)).Length == 1);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Publish_rejects_the_attempt_of_another_user(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();
        var item = CreateItem(attempt, Owner) with { Owner = UserOf(principal).Id ?? Owner.Id!.Value };

        MediaItem? published = null;
        var error = await Record.ExceptionAsync(
            async () => published = await Catalog.PublishAsync(
                UserOf(principal), new() { Reservation = attempt, Item = item, ReceivedSha256 = Sha('c') }, Token));

        Assert.True(error is null or MediaAccessDeniedException, error?.ToString());
        Assert.Null(published);
        Assert.Null(await FindAsync(attempt.Id));
        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.NotNull(await PublishAsync(attempt));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    public async Task Abandon_and_MarkDeleted_ignore_the_attempt_of_another_user(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();

        Assert.False(await Catalog.AbandonAsync(UserOf(principal), attempt, Token));
        Assert.Null(await Catalog.MarkDeletedAsync(UserOf(principal), attempt.Id, Token));

        Assert.NotNull(await PublishAsync(attempt));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    public async Task Repeated_publish_by_another_user_returns_no_item(CatalogPrincipal principal)
    {
        var attempt = await ReserveAsync();
        await PublishAsync(attempt, configure: WithVisibility("public"));

        MediaItem? published = null;
        var error = await Record.ExceptionAsync(async () => published = await Catalog.PublishAsync(
            UserOf(principal), new() { Reservation = attempt, Item = CreateItem(attempt, Other), ReceivedSha256 = Sha('c') }, Token));

        Assert.True(error is null or MediaAccessDeniedException, error?.ToString());
        Assert.Null(published);
        Assert.Equal(Owner.Id, (await FindAsync(attempt.Id))!.Owner);
    }

    [Theory]
    [InlineData(CatalogPrincipal.Anonymous)]
    [InlineData(CatalogPrincipal.Service)]
    public async Task Reserve_rejects_users_without_an_owner_id(CatalogPrincipal principal)
    {
        var request = Request("key");

        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => TryReserveAsync(request, UserOf(principal)));

        Assert.Equal(request.Id, (await TryReserveAsync(request)).Reservation!.Id);
    }

    [Fact]
    public async Task List_returns_items_of_the_owner_only()
    {
        var ownItem = await AddAsync(WithVisibility("private"));
        await AddAsync(WithVisibility("public"), Other);

        Assert.Equal([ownItem.Id], Ids(await ListAsync(Query())));
    }

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task Page_position_never_identifies_a_hidden_item(CatalogPrincipal principal)
    {
        var hidden = new HashSet<MediaId>();
        for (var number = 0; number < 12; number++)
        {
            var visibility = number % 4 == 0 ? "public" : "private";
            var item = await AddAsync(WithVisibility(visibility));
            if (!MaySee(principal, visibility))
            {
                hidden.Add(item.Id);
            }
        }

        foreach (var sort in Enum.GetValues<MediaSort>())
        {
            var query = Query(new() { MinWidth = 100_000 }, sort, limit: 2, UserOf(principal)) with { ScanLimit = 1 };
            while ((await Catalog.ListAsync(UserOf(principal), query, Token)).Next is { } next)
            {
                Assert.DoesNotContain(next.Id, hidden);
                query = query with { After = next };
            }
        }
    }

    [Fact]
    public async Task Find_returns_visible_items_only()
    {
        var ownItem = await AddAsync(WithVisibility("private"));
        var publicItem = await AddAsync(WithVisibility("public"), Other);
        var privateItem = await AddAsync(WithVisibility("private"), Other);
        var draftItem = await AddAsync(WithVisibility("draft"), Other);

        var found = await Catalog.FindAsync(Owner, [privateItem.Id, ownItem.Id, draftItem.Id, publicItem.Id], Token);

        Assert.Equal(new[] { ownItem.Id, publicItem.Id }.Order(), Ids(found).Order());
    }

    // The expected access. It does not use AccessRule, which the catalogs use too.
    private static bool MaySee(CatalogPrincipal principal, string visibility) => principal switch
    {
        CatalogPrincipal.Owner or CatalogPrincipal.Service => true,
        _ => visibility == "public",
    };

    private static bool MayChange(CatalogPrincipal principal) => principal is CatalogPrincipal.Owner or CatalogPrincipal.Service;

    private static Func<MediaItem, MediaItem> WithVisibility(string visibility) =>
        item => item with { Visibility = Visibility.Parse(visibility), Metadata = CreateMetadata("secret", null, "hidden") };
}
