using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// Uploads and downloads do not read whole bodies into memory. The test counts the allocations of the whole process, so no other test may run
/// at the same time.
/// </summary>
[Collection(nameof(StreamingMemoryTests))]
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
public sealed class StreamingMemoryTests
{
    private const long Length = 256L * 1024 * 1024;
    private const long MaxAllocated = 4L * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_and_downloads_use_constant_memory()
    {
        await using var host = new StubHost(new StubServer(RespondAsync), options => options.ResumableThresholdBytes = long.MaxValue);
        await host.PutAsync();
        await ReadAsync(host);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await host.Store.PutAsync(StubHost.Location, new(Length, _ => new(new ZeroStream(Length))), new() { ContentType = "image/png" }, Cancel);
        var read = await ReadAsync(host);

        Assert.Equal(Length, read);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MaxAllocated);
    }

    private static async Task<HttpResponseMessage> RespondAsync(HttpRequestMessage request, int number, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return StubServer.Ok();
        }

        return new(HttpStatusCode.OK)
        {
            Content = new StreamContent(new ZeroStream(Length)) { Headers = { ContentLength = Length } },
            Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
        };
    }

    private static async Task<long> ReadAsync(StubHost host)
    {
        await using var content = await host.Store.OpenReadAsync(StubHost.Location, null, Cancel);
        var buffer = new byte[256 * 1024];
        long total = 0;
        int count;
        while ((count = await content!.Stream.ReadAsync(buffer, Cancel)) > 0)
        {
            total += count;
        }

        return total;
    }
}
