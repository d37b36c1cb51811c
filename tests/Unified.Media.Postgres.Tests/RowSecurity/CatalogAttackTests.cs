using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>Calls of the catalog with the ids and locations of another owner read and change nothing.</summary>
public sealed class CatalogAttackTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_of_another_owners_item_has_no_effect(bool hasProfiles)
    {
        await using var world = await World.CreateAsync(hasProfiles, Cancel);
        await using var host = new CatalogHost(world);
        var before = await host.ReadAllRowsAsync(Cancel);

        foreach (var (user, principal) in host.Users)
        {
            foreach (var item in world.Items.Where(item => !principal.Owns(item)))
            {
                var outcomes = new (string Call, object? Outcome)[]
                {
                    ("update", await Outcome(() => host.Catalog.UpdateAsync(user, Update(item), Cancel))),
                    ("mark deleted", await Outcome(() => host.Catalog.MarkDeletedAsync(user, new(item.Id), Cancel))),
                    ("abandon", await Outcome(() => host.Catalog.AbandonAsync(user, Reservation(item), Cancel))),
                    ("publish", await Outcome(() => host.Catalog.PublishAsync(user, Publish(user, item), Cancel))),
                };

                Assert.All(outcomes, pair => Assert.True(
                    pair.Outcome is null or false or MediaAccessDeniedException, $"{pair.Call} of {item} by {principal}: {pair.Outcome}"));
            }
        }

        Assert.Equal(before, await host.ReadAllRowsAsync(Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_principal_finds_and_lists_what_the_rules_allow(bool hasProfiles)
    {
        await using var world = await World.CreateAsync(hasProfiles, Cancel);
        await using var host = new CatalogHost(world);

        foreach (var (user, principal) in host.Users.Append((MediaUser.Service, world.Principals.Single(who => who.IsService))))
        {
            MediaId[] all = [.. world.Items.Select(item => new MediaId(item.Id))];
            if (hasProfiles && principal.HasTwoProfiles)
            {
                var error = await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.Catalog.FindAsync(user, all, Cancel));
                Assert.Equal(MediaErrorCode.OwnerAmbiguous, error.Code);
                continue;
            }

            var found = await host.Catalog.FindAsync(user, all, Cancel);

            bool Sees(Item item) => item.HasRow && (principal.IsService || principal.Owns(item) || item.IsPublic);
            Assert.Equal(world.Items.Where(Sees).Select(item => item.Id).Order(), found.Select(item => item.Id.Value).Order());
            Assert.All(found, item => Assert.Equal(
                world.Items.Single(one => one.Id == item.Id.Value).State == ItemState.Ready, item.Location is not null));
            foreach (var holder in world.Items.GroupBy(item => item.Owner))
            {
                foreach (var query in QueriesOf(user, principal.Owners.Contains(holder.Key) ? user.Id!.Value : OwnerId.FromGuid(holder.Key)))
                {
                    var page = await host.Catalog.ListAsync(user, query, Cancel);

                    Assert.Equal(holder.Where(Sees).Select(item => item.Id).Order(), page.Items.Select(item => item.Id.Value).Order());
                }
            }
        }
    }

    private static IEnumerable<CatalogQuery> QueriesOf(MediaUser user, OwnerId owner) =>
    [
        Queries.Of(user, owner: owner),
        Queries.Of(user, new() { Tags = ["a"] }, owner),
        Queries.Of(user, new() { Text = "sea" }, owner),
        Queries.Of(user, new() { Kinds = [MediaKind.Image] }, owner),
        Queries.Of(user, owner: owner) with { Sort = MediaSort.Largest },
    ];

    private static async Task<object?> Outcome<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (MediaException error)
        {
            return error;
        }
    }

    private static Reservation Reservation(Item item) => new()
    {
        Id = new(item.Id),
        Attempt = 1,
        Location = new(Item.Bucket, item.Key),
        LeaseUntil = DateTimeOffset.UtcNow.AddHours(1),
    };

    private static CatalogUpdate Update(Item item) => new()
    {
        Id = new(item.Id),
        ExpectedUpdatedAt = DateTimeOffset.UtcNow,
        UpdatedAt = DateTimeOffset.UtcNow.AddSeconds(1),
        Metadata = MediaMetadata.FromJson("""{"title": "mine"}"""),
        Visibility = Visibility.Public,
    };

    private static PublishRequest Publish(MediaUser user, Item item) => new()
    {
        Reservation = Reservation(item),
        Item = new()
        {
            Id = new(item.Id),
            Owner = user.Id ?? OwnerId.FromGuid(item.Owner),
            Kind = MediaKind.Image,
            SourceType = SourceType.Upload,
            Visibility = Visibility.Public,
            ContentType = "image/png",
            SizeBytes = 5,
            CreatedAt = DateTimeOffset.UtcNow,
            UpdatedAt = DateTimeOffset.UtcNow,
            Location = new(Item.Bucket, item.Key),
        },
    };
}
