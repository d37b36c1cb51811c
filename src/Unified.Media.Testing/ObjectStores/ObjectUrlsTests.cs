using System.Net;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests signed and public URLs.</summary>
public abstract class ObjectUrlsTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Signed_url_returns_the_object_without_credentials()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(1000));

        var url = Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Token));

        using var response = await Harness.GetHttpClient().GetAsync(url, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(SomeBytes(1000), await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Signing_keeps_the_order_and_returns_null_for_absent_objects()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var first = Locate("1.png");
        var second = Locate("2.png", Harness.OtherBucket);
        await PutAsync(first, SomeBytes(10, seed: 1));
        await PutAsync(second, SomeBytes(10, seed: 2));

        var signed = await urls.SignReadUrlsAsync([second, Locate("absent.png"), first, second], Lifetime, Token);

        Assert.Equal(4, signed.Count);
        Assert.Null(signed[1]);
        Assert.Equal(SomeBytes(10, seed: 2), await GetAsync(signed[0]));
        Assert.Equal(SomeBytes(10, seed: 1), await GetAsync(signed[2]));
        Assert.Equal(SomeBytes(10, seed: 2), await GetAsync(signed[3]));
    }

    [Fact]
    public async Task Signing_returns_null_for_an_invalid_key()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        ObjectLocation[] invalid = [new(Harness.Bucket, "zwei\u0308/../\ud83d\ude00.png"), new(Harness.Bucket, "/"), new("no/bucket", "a.png")];

        var signed = await urls.SignReadUrlsAsync([.. invalid, location], Lifetime, Token);

        Assert.All(signed.SkipLast(1), url => Assert.Null(url));
        Assert.Equal(SomeBytes(10), await GetAsync(signed[^1]));
    }

    [Fact]
    public async Task Signing_no_locations_returns_nothing()
    {
        Assert.Empty(await Urls(ObjectStoreAbilities.SignedUrls).SignReadUrlsAsync([], Lifetime, Token));
    }

    [Fact]
    public async Task Signed_url_expires()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([location], TimeSpan.FromSeconds(4), Token));
        Assert.Equal(SomeBytes(10), await GetAsync(url));

        await Harness.AdvanceTimeAsync(TimeSpan.FromSeconds(6), Token);

        Assert.Null(await GetAsync(url));
    }

    [Fact]
    public async Task Signed_url_is_valid_for_one_object_only()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var signed = Locate("mine.png");
        var other = Locate("other.png");
        await PutAsync(signed, SomeBytes(10));
        await PutAsync(other, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([signed], Lifetime, Token))!;

        Assert.Null(await GetAsync(new(url.AbsoluteUri.Replace("mine.png", "other.png", StringComparison.Ordinal))));
        Assert.Null(await GetAsync(new(url.GetLeftPart(UriPartial.Path))));
    }

    [Fact]
    public async Task Signed_url_of_a_deleted_object_fails()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var url = Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Token));

        await Store.DeleteAsync(location, Token);

        Assert.Null(await GetAsync(url));
        Assert.Null(Assert.Single(await urls.SignReadUrlsAsync([location], Lifetime, Token)));
    }

    [Fact]
    public async Task Public_bucket_has_permanent_urls()
    {
        var urls = Urls(ObjectStoreAbilities.PublicUrls);
        var location = Locate("a.png", Harness.PublicBucket);
        await PutAsync(location, SomeBytes(10));

        var url = urls.GetPublicUrl(location);

        Assert.Equal(SomeBytes(10), await GetAsync(url));
    }

    [Fact]
    public async Task Private_bucket_has_no_permanent_urls()
    {
        var urls = Urls(ObjectStoreAbilities.SignedUrls);
        Assert.SkipWhen(Harness.Bucket == Harness.PublicBucket, "The bucket is public.");
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        Assert.Null(urls.GetPublicUrl(location));
    }

    private IObjectUrls Urls(ObjectStoreAbilities ability)
    {
        SkipUnlessSupported(ability);
        var urls = Store.GetAbility<IObjectUrls>();
        Assert.NotNull(urls);
        return urls;
    }

    private async Task<byte[]?> GetAsync(Uri? url)
    {
        Assert.NotNull(url);
        using var response = await Harness.GetHttpClient().GetAsync(url, Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(Token) : null;
    }
}
