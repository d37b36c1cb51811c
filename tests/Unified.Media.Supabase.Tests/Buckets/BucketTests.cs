using System.Net;
using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Buckets are created private and never changed afterwards. Public buckets reject private items.</summary>
public sealed class BucketTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_buckets_are_created_private_with_the_limits_of_the_options()
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        await using var host = new SupabaseHost(options =>
        {
            MapAll(options, name);
            options.BucketMaxBytes = 1_000_000;
            options.BucketContentTypes.Add("image/*");
            options.BucketContentTypes.Add("text/plain");
        });
        using var rawClient = new RawStorageClient();
        try
        {
            var created = Assert.Single(await host.Client.EnsureBucketsAsync(Cancel));

            Assert.Equal((name, false, 1_000_000), (created.Name, created.IsPublic, created.MaxBytes));
            Assert.Equal(["image/*", "text/plain"], created.ContentTypes);
            Assert.False((bool)(await rawClient.FindBucketAsync(name))!["public"]!);
        }
        finally
        {
            await rawClient.RemoveBucketAsync(name);
        }
    }

    [Fact]
    public async Task New_buckets_allow_the_content_types_of_the_library_by_default()
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        await using var host = new SupabaseHost(options => MapAll(options, name));
        using var rawClient = new RawStorageClient();
        try
        {
            var created = Assert.Single(await host.Client.EnsureBucketsAsync(Cancel));
            var bucket = host.Client.From(name);

            Assert.Equal([.. MediaFormat.All.Select(format => format.ContentType), "text/plain"], created.ContentTypes);
            await bucket.UploadAsync("a.png", new MemoryStream(new byte[1]), new() { ContentType = "image/png" }, Cancel);
            await bucket.UploadAsync("marker", new MemoryStream(new byte[1]), new() { ContentType = "text/plain" }, Cancel);
            await Assert.ThrowsAsync<MediaRejectedException>(
                () => bucket.UploadAsync("a.svg", new MemoryStream(new byte[1]), new() { ContentType = "image/svg+xml" }, Cancel));
        }
        finally
        {
            await rawClient.RemoveBucketAsync(name);
        }
    }

    [Theory]
    [InlineData(true, 5_000L)]
    [InlineData(false, null)]
    public async Task Existing_bucket_is_not_changed(bool isPublic, long? maxBytes)
    {
        var name = $"umt-{Guid.CreateVersion7():N}";
        using var rawClient = new RawStorageClient();
        await rawClient.CreateBucketAsync(name, isPublic, maxBytes, ["image/png"]);
        var before = (await rawClient.FindBucketAsync(name))!.ToJsonString();
        await using var host = new SupabaseHost(options =>
        {
            MapAll(options, name);
            options.BucketMaxBytes = 1_000_000;
        });
        try
        {
            await host.Client.EnsureBucketsAsync(Cancel);
            await host.Client.EnsureBucketsAsync(Cancel);

            Assert.Equal(before, (await rawClient.FindBucketAsync(name))!.ToJsonString());
        }
        finally
        {
            await rawClient.RemoveBucketAsync(name);
        }
    }

    [Fact]
    public async Task Startup_creates_buckets_unless_the_options_disable_it()
    {
        var requests = new List<string>();
        StubServer Server() => new((request, _) =>
        {
            requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return request.Method == HttpMethod.Post || requests.Contains("POST /bucket")
                ? StubServer.Ok("""{"id":"x","public":false}""")
                : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found"}""");
        });
        await using var creating = new StubHost(Server(), options => options.CreateBuckets = true);
        await creating.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel);
        Assert.Contains("POST /bucket", requests);

        requests.Clear();
        await using var reading = new StubHost(Server(), options => options.CreateBuckets = false);
        await reading.Store.GetAbility<IPreparable>()!.PrepareAsync(Cancel);
        Assert.DoesNotContain("POST /bucket", requests);
        Assert.Contains("GET /bucket/user-media", requests);
    }

    [Fact]
    public async Task Startup_tolerates_an_unavailable_server_but_not_a_denied_key()
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
    public async Task Private_item_in_a_public_bucket_needs_the_option(bool isPublic, bool allowed, string? code)
    {
        await using var host = NewHost(isPublic, options => options.AllowPrivateItemsInPublicBuckets = allowed);
        var media = host.Media;
        var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

        var error = await Record.ExceptionAsync(() => UploadAsync(media, user, Visibility.Private));
        var publicItem = await UploadAsync(media, user, Visibility.Public);
        var updateError = await Record.ExceptionAsync(
            () => media.UpdateMediaAsync(user, publicItem.Id, new() { Visibility = Visibility.Private }, Cancel));

        Assert.Equal((code, code), ((error as MediaException)?.Code, (updateError as MediaException)?.Code));
        Assert.Equal(code is null ? 2 : 1, (await media.GetUserUnifiedMediaAsync(user, cancellationToken: Cancel)).Items.Count);
        Assert.Equal(
            code is null && allowed | !isPublic ? Visibility.Private : Visibility.Public,
            (await media.GetMediaAsync(user, publicItem.Id, Cancel))!.Visibility);
        Assert.NotNull(await media.UpdateMediaAsync(user, publicItem.Id, new() { Title = "a" }, Cancel));
    }

    [Fact]
    public async Task Refused_private_item_leaves_no_object()
    {
        await using var host = NewHost(isPublic: true);
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
    public async Task Invalid_key_has_no_public_URL(string key, bool hasUrl)
    {
        await using var host = new SupabaseHost(_ => { });
        await host.Client.FindBucketAsync(StorageUnderTest.PublicBucket, Cancel);

        var url = host.Store.GetAbility<IObjectUrls>()!.GetPublicUrl(new(StorageUnderTest.PublicBucket, key));

        Assert.Equal(hasUrl, url is not null);
    }

    [Fact]
    public async Task Public_item_has_a_public_URL_and_private_item_a_signed_URL()
    {
        await using var host = NewHost(isPublic: true, options => options.AllowPrivateItemsInPublicBuckets = true);
        await host.Client.FindBucketAsync(StorageUnderTest.PublicBucket, Cancel);
        var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

        var publicItem = await UploadAsync(host.Media, user, Visibility.Public);
        var privateItem = await UploadAsync(host.Media, user, Visibility.Private);

        Assert.Null(publicItem.UrlExpiresAt);
        Assert.Contains("/object/public/", publicItem.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("/object/sign/", privateItem.Url!.AbsoluteUri, StringComparison.Ordinal);
        Assert.NotNull(privateItem.UrlExpiresAt);
        using var client = new HttpClient();
        Assert.Equal(publicItem.SizeBytes, (await client.GetByteArrayAsync(publicItem.Url, Cancel)).Length);
        Assert.Equal(privateItem.SizeBytes, (await client.GetByteArrayAsync(privateItem.Url, Cancel)).Length);
    }

    [Fact]
    public async Task Bucket_map_applies_to_own_objects_only()
    {
        const string Mapped = "playground-images";
        var own = ObjectLayout.Generated.Locate($"u{Guid.CreateVersion7():N}", MediaId.New(TimeProvider.System), 1, "png");
        await using var host = new SupabaseHost(options => options.BucketMap[StorageUnderTest.PublicBucket] = "never");
        var mapping = new BucketMapping(new Dictionary<string, string> { [Mapped] = StorageUnderTest.Bucket });

        Assert.Equal(own with { Bucket = StorageUnderTest.Bucket }, mapping.Map(own));
        Assert.Equal(new(StorageUnderTest.Bucket, "unified-media/x"), mapping.Map(new(Mapped, "unified-media/x")));
        Assert.Equal(new ObjectLocation(Mapped, "old/cat.png"), mapping.Map(new ObjectLocation(Mapped, "old/cat.png")));
        Assert.Equal([Mapped, StorageUnderTest.Bucket], mapping.GetStorageBuckets(Mapped));

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
    public async Task Public_bucket_is_detected_without_the_right_to_read_buckets()
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
    public async Task Create_bucket_request_has_the_property_names_of_Storage()
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

    private static SupabaseHost NewHost(bool isPublic, Action<SupabaseStorageOptions>? configure = null) => new(options =>
    {
        MapAll(options, isPublic ? StorageUnderTest.PublicBucket : StorageUnderTest.Bucket);
        configure?.Invoke(options);
    });

    private static Task<MediaItem> UploadAsync(IUnifiedMediaStore media, MediaUser user, Visibility visibility) => media.UploadUserImageAsync(
        user, new() { Content = MediaContent.FromStream(new MemoryStream(TinyImage.Png())), Visibility = visibility }, Cancel);
}
