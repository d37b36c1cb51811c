using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Interrupted downloads are resumed unless the object has changed.</summary>
public sealed class BrokenDownloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Download_resumes_after_cuts_and_stalls(bool stall)
    {
        var bytes = Bytes.Of(3_000_000);
        var key = Bytes.NewKey();
        using var rawClient = new RawStorageClient();
        await rawClient.PutAsync(StorageUnderTest.Bucket, key, bytes);
        await using var proxy = new ConnectionCuttingProxy();
        proxy
            .PlanCut(afterReceived: 500_000, stall: stall)
            .PlanCut(afterReceived: 1_000_000, stall: stall)
            .PlanCut(afterReceived: 100_000, stall: stall);
        await using var host = new SupabaseHost(options => (options.StorageUrl, options.StallTimeout) = (proxy.Url, TimeSpan.FromSeconds(1)));

        var read = await host.Client.From(StorageUnderTest.Bucket).ReadAllAsync(key, Cancel);

        Assert.Equal(3, proxy.Cuts);
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task Download_of_a_range_resumes()
    {
        var bytes = Bytes.Of(2_000_000);
        var key = Bytes.NewKey();
        using var rawClient = new RawStorageClient();
        await rawClient.PutAsync(StorageUnderTest.Bucket, key, bytes);
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterReceived: 400_000);
        await using var host = new SupabaseHost(options => options.StorageUrl = proxy.Url);

        await using var content = await host.Client.From(StorageUnderTest.Bucket).OpenReadAsync(key, new(100_000, 1_000_000), Cancel);

        Assert.Equal(bytes[100_000..1_100_000], await content!.ReadAllAsync(Cancel));
        Assert.Equal(1, proxy.Cuts);
    }

    [Fact]
    public async Task Download_does_not_resume_with_a_changed_object()
    {
        var key = Bytes.NewKey();
        using var rawClient = new RawStorageClient();
        await rawClient.PutAsync(StorageUnderTest.Bucket, key, Bytes.Of(2_000_000, 1));
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterReceived: 700_000);
        await using var host = new SupabaseHost(options => options.StorageUrl = proxy.Url);
        await using var content = await host.Client.From(StorageUnderTest.Bucket).OpenReadAsync(key, null, Cancel);
        await content!.Stream.ReadExactlyAsync(new byte[1000], Cancel);

        await rawClient.PutAsync(StorageUnderTest.Bucket, key, Bytes.Of(2_000_000, 2));
        var error = await Assert.ThrowsAsync<MediaProviderException>(() => content.ReadAllAsync(Cancel));

        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Download_fails_after_the_maximum_number_of_retries()
    {
        await using var host = new StubHost(
            new StubServer((request, _) => new(request.Headers.Range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent)
            {
                Content = new StreamContent(Testing.EdgeCaseStreams.FailingAfter(new byte[1], 0))
                {
                    Headers = { ContentLength = 1000, ContentRange = new ContentRangeHeaderValue(0, 999, 1000) },
                },
                Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
            }),
            options => options.MaxRetries = 2);
        await using var content = await host.Store.OpenReadAsync(StubHost.Location, null, Cancel);

        await Assert.ThrowsAsync<MediaProviderException>(() => content!.ReadAllAsync(Cancel));

        Assert.Equal(3, host.Server.Count);
    }

    [Fact]
    public async Task Download_continues_after_a_cancelled_or_failed_read()
    {
        using var cancelled = new CancellationTokenSource();
        await using var host = new StubHost(
            new StubServer(async (request, number, cancel) =>
            {
                if (number == 2)
                {
                    await cancelled.CancelAsync();
                    cancel.ThrowIfCancellationRequested();
                }

                return number is 3 or 4 ? new(HttpStatusCode.ServiceUnavailable) : Part(request, failsAfter: number == 1 ? 10 : 100);
            }),
            options => options.MaxRetries = 1);
        await using var content = await host.Store.OpenReadAsync(StubHost.Location, new(0, 100), Cancel);
        var read = new byte[100];
        await content!.Stream.ReadExactlyAsync(read.AsMemory(0, 10), Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await content.Stream.ReadExactlyAsync(read.AsMemory(10), cancelled.Token));
        await Assert.ThrowsAsync<MediaProviderException>(async () => await content.Stream.ReadExactlyAsync(read.AsMemory(10), Cancel));
        await content.Stream.ReadExactlyAsync(read.AsMemory(10), Cancel);

        Assert.Equal(Bytes.Of(100), read);

        static HttpResponseMessage Part(HttpRequestMessage request, int failsAfter)
        {
            var from = (int)request.Headers.Range!.Ranges.Single().From!.Value;
            var rest = Bytes.Of(100).AsMemory(from);
            return new(HttpStatusCode.PartialContent)
            {
                Content = new StreamContent(Testing.EdgeCaseStreams.FailingAfter(rest, Math.Min(failsAfter, rest.Length)))
                {
                    Headers = { ContentLength = 100 - from, ContentRange = new ContentRangeHeaderValue(from, 99, 100) },
                },
                Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
            };
        }
    }

    [Fact]
    public async Task Download_does_not_resume_for_another_user()
    {
        var user = "e30.eyJzdWIiOiJhbm4ifQ.x";
        await using var host = new StubHost(
            new StubServer((_, _) => new(HttpStatusCode.OK)
            {
                Content = new StreamContent(Testing.EdgeCaseStreams.FailingAfter(new byte[100], 50)) { Headers = { ContentLength = 100 } },
                Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
            }),
            options => options.AccessToken = (_, _) => new(user));
        await using var content = await host.Store.OpenReadAsync(StubHost.Location, null, Cancel);

        user = "e30.eyJzdWIiOiJib2IifQ.x";

        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => content!.ReadAllAsync(Cancel));
    }

    [Fact]
    public async Task Download_rejects_a_whole_object_instead_of_a_range()
    {
        await using var host = new StubHost(new StubServer((_, _) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[100]) }));

        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.OpenReadAsync(StubHost.Location, new(10, 10), Cancel));
    }
}
