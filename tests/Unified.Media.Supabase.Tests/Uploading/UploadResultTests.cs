using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

/// <summary>The result of an upload has only what Storage guarantees.</summary>
public sealed class UploadResultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"Key":"bucket/a.png","Id":"5f3c1f0e"}""", "5f3c1f0e")]
    [InlineData("""{"Key":"bucket/a.png"}""", null)]
    [InlineData("""{"Id":7}""", null)]
    [InlineData("", null)]
    [InlineData("<html>", null)]
    public async Task Upload_returns_the_id_where_Storage_returns_one(string response, string? id)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok(response)));

        var stored = await host.Client.From("bucket").UploadAsync(
            "a.png", new MemoryStream(new byte[10]), new() { ContentType = "image/png" }, Cancel);

        Assert.Equal(
            new SupabaseUploadResult { Location = new("bucket", "a.png"), SizeBytes = 10, ContentType = "image/png", Id = id }, stored);
        Assert.Equal(1, host.Server.Count);
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(1, false)]
    public async Task Upload_result_describes_the_stored_object(long threshold, bool hasId)
    {
        await using var host = new SupabaseHost(options => options.ResumableThresholdBytes = threshold);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();

        var stored = await bucket.UploadAsync(key, new MemoryStream(Bytes.Of(1_000)), new() { ContentType = "image/png" }, Cancel);

        var found = (await bucket.FindAsync(key, Cancel))!.Stored;
        Assert.Equal((found.Location, found.SizeBytes, found.ContentType), (stored.Location, stored.SizeBytes, stored.ContentType));
        Assert.Equal(hasId, stored.Id is not null);
    }

    [Fact]
    public async Task Registered_client_replaces_that_of_the_library()
    {
        var fake = new FakeClient();
        var services = new ServiceCollection().AddSingleton<ISupabaseStorageClient>(fake).AddUnifiedMedia(media => media.UseInMemoryWith(
            options => (options.StorageUrl, options.ServiceRoleKey) = (new("http://storage.invalid"), "sb_secret_x")));
        await using var provider = services.BuildServiceProvider();

        Assert.Same(fake, provider.GetRequiredService<ISupabaseStorageClient>());
    }

    private sealed class FakeClient : ISupabaseStorageClient
    {
        public ISupabaseBucket From(string bucket, MediaUser? user = null) => throw new NotSupportedException();

        public Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
            Task.FromResult<SupabaseBucketSettings?>(new() { Name = bucket, IsPublic = true });

        public Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<SupabaseBucketSettings>>([]);
    }
}
