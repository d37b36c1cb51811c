using System.Net;
using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Buckets: made private, never loosened, and private items never in public ones.</summary>
public sealed class BucketTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_buckets_are_made_private_with_the_limits_of_the_options()
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        await using var host = new SupabaseHost(options =>
        {
            MapAll(options, name);
            options.BucketMaxBytes = 1_000_000;
            options.BucketContentTypes.Add("image/*");
            options.BucketContentTypes.Add("text/plain");
        });
        using var bare = new RawStorageClient();
        try
        {
            var made = Assert.Single(await host.Client.EnsureBucketsAsync(Cancel));

            Assert.Equal((name, false, 1_000_000), (made.Name, made.IsPublic, made.MaxBytes));
            Assert.Equal(["image/*", "text/plain"], made.ContentTypes);
            Assert.False((bool)(await bare.FindBucketAsync(name))!["public"]!);
        }
        finally
        {
            await bare.RemoveBucketAsync(name);
        }
    }

    [Fact]
    public async Task Buckets_take_what_the_library_stores_unless_the_options_say_otherwise()
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        await using var host = new SupabaseHost(options => MapAll(options, name));
        using var bare = new RawStorageClient();
        try
        {
            var made = Assert.Single(await host.Client.EnsureBucketsAsync(Cancel));
            var bucket = host.Client.From(name);

            Assert.Equal([.. MediaFormat.All.Select(format => format.ContentType), "text/plain"], made.ContentTypes);
            await bucket.UploadAsync("a.png", new MemoryStream(new byte[1]), new() { ContentType = "image/png" }, Cancel);
            await bucket.UploadAsync("mark", new MemoryStream(new byte[1]), new() { ContentType = "text/plain" }, Cancel);
            await Assert.ThrowsAsync<MediaRejectedException>(
                () => bucket.UploadAsync("a.svg", new MemoryStream(new byte[1]), new() { ContentType = "image/svg+xml" }, Cancel));
        }
        finally
        {
            await bare.RemoveBucketAsync(name);
        }
    }

    [Theory]
    [InlineData(true, 5_000L)]
    [InlineData(false, null)]
    public async Task A_bucket_that_is_there_stays_as_it_is(bool isPublic, long? maxBytes)
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        using var bare = new RawStorageClient();
        await bare.CreateBucketAsync(name, isPublic, maxBytes, ["image/png"]);
        var before = (await bare.FindBucketAsync(name))!.ToJsonString();
        await using var host = new SupabaseHost(options =>
        {
            MapAll(options, name);
            options.BucketMaxBytes = 1_000_000;
        });
        try
        {
            await host.Client.EnsureBucketsAsync(Cancel);
            await host.Client.EnsureBucketsAsync(Cancel);

            Assert.Equal(before, (await bare.FindBucketAsync(name))!.ToJsonString());
        }
        finally
        {
            await bare.RemoveBucketAsync(name);
        }
    }

    [Fact]
    public async Task The_start_makes_the_buckets_unless_it_is_told_not_to()
    {
        var asked = new List<string>();
        StubServer Server() => new((request, _) =>
        {
            asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return request.Method == HttpMethod.Post || asked.Contains("POST /bucket")
                ? StubServer.Ok("""{"id":"x","public":false}""")
                : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found"}""");
        });
        await using var makes = new StubHost(Server(), options => options.CreateBuckets = true);
        await makes.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel);
        Assert.Contains("POST /bucket", asked);

        asked.Clear();
        await using var looks = new StubHost(Server(), options => options.CreateBuckets = false);
        await looks.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel);
        Assert.DoesNotContain("POST /bucket", asked);
        Assert.Contains("GET /bucket/user-media", asked);
    }

    [Fact]
    public async Task A_server_that_is_not_up_yet_does_not_keep_a_host_from_starting_but_a_refused_key_does()
    {
        await using var down = new StubHost(new StubServer((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError)));
        await using var refused = new StubHost(new StubServer((_, _) => StubServer.Json(
            HttpStatusCode.BadRequest, """{"statusCode":"403","error":"Unauthorized","message":"signature verification failed"}""")));

        await down.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel);

        await Assert.ThrowsAsync<MediaProviderException>(() => refused.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel));
    }

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, "bucket_is_public")]
    [InlineData(true, true, null)]
    public async Task A_private_item_is_kept_in_a_public_bucket_only_when_that_is_allowed(bool isPublic, bool allowed, string? code)
    {
        await using var host = Kept(isPublic, options => options.AllowPrivateItemsInPublicBuckets = allowed);
        var media = host.Media;
        var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

        var error = await Record.ExceptionAsync(() => UploadAsync(media, user, Visibility.Private));
        var shown = await UploadAsync(media, user, Visibility.Public);
        var hidden = await Record.ExceptionAsync(() => media.UpdateMediaAsync(user, shown.Id, new() { Visibility = Visibility.Private }, Cancel));

        Assert.Equal((code, code), ((error as MediaException)?.Code, (hidden as MediaException)?.Code));
        Assert.Equal(code is null ? 2 : 1, (await media.GetUserUnifiedMediaAsync(user, cancellationToken: Cancel)).Items.Count);
        Assert.Equal(
            code is null && allowed | !isPublic ? Visibility.Private : Visibility.Public, (await media.GetMediaAsync(user, shown.Id, Cancel))!.Visibility);
        Assert.NotNull(await media.UpdateMediaAsync(user, shown.Id, new() { Title = "a" }, Cancel));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_private_item_that_was_refused()
    {
        await using var host = Kept(isPublic: true);
        var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

        await Assert.ThrowsAsync<MediaProviderException>(() => UploadAsync(host.Media, user, Visibility.Private));

        await foreach (var stored in host.Client.From(StorageUnderTest.PublicBucket).ListAsync($"uploads/{user.Id}/", Cancel))
        {
            Assert.Fail($"{stored.Location} is left.");
        }
    }

    [Theory]
    [InlineData("a/b.png", true)]
    [InlineData("a/../b.png", false)]
    [InlineData("zwei\u0308.png", false)]
    [InlineData("/", false)]
    public async Task A_key_that_can_be_no_objects_has_no_permanent_address(string key, bool has)
    {
        await using var host = new SupabaseHost(_ => { });
        await host.Client.FindBucketAsync(StorageUnderTest.PublicBucket, Cancel);

        var url = host.Store.GetAbility<IObjectUrls>()!.GetPublicUrl(new(StorageUnderTest.PublicBucket, key));

        Assert.Equal(has, url is not null);
    }

    [Fact]
    public async Task A_public_item_has_a_permanent_address_in_a_public_bucket_and_a_private_one_a_signed_address()
    {
        await using var host = Kept(isPublic: true, options => options.AllowPrivateItemsInPublicBuckets = true);
        await host.Client.FindBucketAsync(StorageUnderTest.PublicBucket, Cancel);
        var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

        var shown = await UploadAsync(host.Media, user, Visibility.Public);
        var hidden = await UploadAsync(host.Media, user, Visibility.Private);

        Assert.Null(shown.UrlExpiresAt);
        Assert.Contains("/object/public/", shown.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("/object/sign/", hidden.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.NotNull(hidden.UrlExpiresAt);
        using var client = new HttpClient();
        Assert.Equal(shown.SizeBytes, (await client.GetByteArrayAsync(shown.Url, Cancel)).Length);
        Assert.Equal(hidden.SizeBytes, (await client.GetByteArrayAsync(hidden.Url, Cancel)).Length);
    }

    [Fact]
    public async Task Own_objects_of_a_mapped_bucket_are_elsewhere_and_older_ones_where_they_were()
    {
        const string Mapped = "playground-images";
        var own = ObjectLayout.Generated.Locate($"u{Guid.CreateVersion7():N}", MediaId.New(TimeProvider.System), 1, "png");
        await using var host = new SupabaseHost(options => options.BucketMap[StorageUnderTest.PublicBucket] = "never");
        var mapping = new BucketMapping(new Dictionary<string, string> { [Mapped] = StorageUnderTest.Bucket });

        Assert.Equal(own with { Bucket = StorageUnderTest.Bucket }, mapping.Map(own));
        Assert.Equal(new ObjectLocation(Mapped, "unified-media/x") with { Bucket = StorageUnderTest.Bucket }, mapping.Map(new ObjectLocation(Mapped, "unified-media/x")));
        Assert.Equal(new ObjectLocation(Mapped, "old/cat.png"), mapping.Map(new ObjectLocation(Mapped, "old/cat.png")));
        Assert.Equal([Mapped, StorageUnderTest.Bucket], mapping.BucketsOf(Mapped));

        await using var mapped = new SupabaseHost(options => options.BucketMap[Mapped] = StorageUnderTest.Bucket);
        await mapped.Store.PutAsync(own, ObjectBody.FromBytes(Bytes.Of(10)), new() { ContentType = "image/png" }, Cancel);
        Assert.Equal(own, (await mapped.Store.HeadAsync(own, Cancel))!.Location);
        Assert.Equal(Bytes.Of(10), await mapped.Client.From(StorageUnderTest.Bucket).ReadAllAsync(own.Key, Cancel));
        var listed = new List<ObjectLocation>();
        await foreach (var stored in mapped.Store.GetAbility<IObjectListing>()!.ListAsync(Mapped, own.Key, Cancel))
        {
            listed.Add(stored.Location);
        }

        Assert.Equal([own], listed);
        Assert.NotNull(Assert.Single(await mapped.Store.GetAbility<IObjectUrls>()!.SignReadUrlsAsync([own], TimeSpan.FromMinutes(5), Cancel)));
        await mapped.Store.DeleteAsync(own, Cancel);
        Assert.Null(await mapped.Store.HeadAsync(own, Cancel));
    }

    [Fact]
    public async Task A_key_that_may_not_see_buckets_still_tells_a_public_one()
    {
        await using var host = new StubHost(new StubServer((request, _) => StubServer.Json(
            HttpStatusCode.BadRequest,
            request.RequestUri!.AbsolutePath.Contains("/shown/", StringComparison.Ordinal)
                ? """{"statusCode":"404","error":"not_found","message":"Object not found","code":"NoSuchKey"}"""
                : """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found","code":"NoSuchBucket"}""")));

        Assert.True((await host.Client.FindBucketAsync("shown", Cancel))!.IsPublic);
        Assert.Null(await host.Client.FindBucketAsync("hidden", Cancel));
    }

    [Fact]
    public async Task The_servers_own_words_are_sent_when_a_bucket_is_made()
    {
        JsonNode? sent = null;
        await using var host = new StubHost(
            new StubServer(async (request, _, token) =>
            {
                if (request.Method == HttpMethod.Post)
                {
                    sent ??= JsonNode.Parse(await request.Content!.ReadAsStringAsync(token));
                    return StubServer.Ok();
                }

                return sent is null
                    ? StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found"}""")
                    : StubServer.Ok("""{"id":"x","public":false}""");
            }),
            options =>
            {
                options.BucketMaxBytes = 5;
                options.BucketContentTypes.Add("*/*");
            });

        await host.Client.EnsureBucketsAsync(Cancel);

        Assert.Equal("""{"name":"user-media","id":"user-media","public":false,"file_size_limit":5}""", sent!.ToJsonString());
    }

    private static void MapAll(SupabaseStorageOptions options, string bucket)
    {
        foreach (var name in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
        {
            options.BucketMap[name] = bucket;
        }
    }

    private static SupabaseHost Kept(bool isPublic, Action<SupabaseStorageOptions>? configure = null) => new(options =>
    {
        MapAll(options, isPublic ? StorageUnderTest.PublicBucket : StorageUnderTest.Bucket);
        configure?.Invoke(options);
    });

    private static Task<MediaItem> UploadAsync(IUnifiedMediaStore media, MediaUser user, Visibility visibility) => media.UploadUserImageAsync(
        user, new() { Content = MediaContent.FromStream(new MemoryStream(TinyImage.Png())), Visibility = visibility }, Cancel);
}
