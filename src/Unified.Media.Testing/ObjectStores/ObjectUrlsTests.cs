using System.Net;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>The ability to give addresses that a browser can use.</summary>
public abstract class ObjectUrlsTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Signs_addresses_that_give_the_object_to_anybody()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(1000));

        var url = Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Cancel));

        using var response = await Harness.GetHttpClient().GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(SomeBytes(1000), await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Signs_in_the_order_of_the_question_and_skips_what_is_absent()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var first = Locate("1.png");
        var second = Locate("2.png", Harness.OtherBucket);
        await PutAsync(first, SomeBytes(10, seed: 1));
        await PutAsync(second, SomeBytes(10, seed: 2));

        var signed = await urls.SignReadUrlsAsync([second, Locate("absent.png"), first, second], Lifetime, Cancel);

        Assert.Equal(4, signed.Count);
        Assert.Null(signed[1]);
        Assert.Equal(SomeBytes(10, seed: 2), await GetAsync(signed[0]));
        Assert.Equal(SomeBytes(10, seed: 1), await GetAsync(signed[2]));
        Assert.Equal(SomeBytes(10, seed: 2), await GetAsync(signed[3]));
    }

    [Fact]
    public async Task Signs_the_others_when_one_name_can_be_no_objects()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        ObjectLocation[] odd = [new(Harness.Bucket, "zwei\u0308/../\ud83d\ude00.png"), new(Harness.Bucket, "/"), new("no/bucket", "a.png")];

        var signed = await urls.SignReadUrlsAsync([.. odd, location], Lifetime, Cancel);

        Assert.All(signed.SkipLast(1), url => Assert.Null(url));
        Assert.Equal(SomeBytes(10), await GetAsync(signed[^1]));
    }

    [Fact]
    public async Task Signs_nothing_when_nothing_is_asked_for()
    {
        Assert.Empty(await Urls(ObjectStoreAbilities.SignedUrls).SignReadUrlsAsync([], Lifetime, Cancel));
    }

    [Fact]
    public async Task Signs_addresses_that_expire()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([location], TimeSpan.FromSeconds(4), Cancel));
        Assert.Equal(SomeBytes(10), await GetAsync(url));

        await Harness.ElapseAsync(TimeSpan.FromSeconds(6), Cancel);

        Assert.Null(await GetAsync(url));
    }

    [Fact]
    public async Task Signs_for_one_object_only()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var mine = Locate("mine.png");
        var other = Locate("other.png");
        await PutAsync(mine, SomeBytes(10));
        await PutAsync(other, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([mine], Lifetime, Cancel))!;

        Assert.Null(await GetAsync(new(url.AbsoluteUri.Replace("mine.png", "other.png", StringComparison.Ordinal))));
        Assert.Null(await GetAsync(new(url.GetLeftPart(UriPartial.Path))));
    }

    [Fact]
    public async Task Gives_nothing_of_a_deleted_object()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Cancel));

        await Store.DeleteAsync(location, Cancel);

        Assert.Null(await GetAsync(url));
        Assert.Null(Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Cancel)));
    }

    [Fact]
    public async Task Gives_permanent_addresses_of_public_buckets()
    {
        var urls = Urls(ObjectStoreAbilities.PublicUrls);
        var location = Locate("a.png", Harness.PublicBucket);
        await PutAsync(location, SomeBytes(10));

        var url = urls.GetPublicUrl(location);

        Assert.Equal(SomeBytes(10), await GetAsync(url));
    }

    [Fact]
    public async Task Gives_no_permanent_address_of_a_private_bucket()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        Assert.SkipWhen(Harness.Bucket == Harness.PublicBucket, "The bucket is public.");
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        Assert.Null(urls.GetPublicUrl(location));
    }

    private IObjectUrls Urls(ObjectStoreAbilities needed)
    {
        Needs(needed);
        var urls = Store.GetAbility<IObjectUrls>();
        Assert.NotNull(urls);
        return urls;
    }

    private async Task<byte[]?> GetAsync(Uri? url)
    {
        Assert.NotNull(url);
        using var response = await Harness.GetHttpClient().GetAsync(url, Cancel);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(Cancel) : null;
    }
}
