using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.Supabase;

namespace Unified.Media.Benchmarks;

/// <summary>Counts the calls for a page of private items with signed URLs.</summary>
internal sealed class SignedList(StorageBenchmark bench, BenchmarkFolder folder)
{
    private const int Items = 50;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var uploading = bench.CreateHost(folder);
        var movie = SampleMedia.Read("waves.mp4");
        for (var item = 0; item < Items; item++)
        {
            await uploading.GetRequiredService<IUnifiedMediaStore>().UploadUserVideoAsync(
                StorageBenchmark.User, new() { Content = MediaContent.FromStream(new MemoryStream(movie)) }, cancellationToken);
        }

        // A separate host, because the one that uploaded has the signed URLs in its cache.
        var catalogCalls = 0;
        var requests = 0;
        await using var services = bench.CreateHost(folder, configureMedia: media =>
        {
            media.DecorateCatalog((_, _) => new CountingCatalog(uploading.GetRequiredService<IMediaCatalog>(), () => catalogCalls++));
            media.Services.AddHttpClient(StorageTransport.ClientName).AddHttpMessageHandler(() => new CountingHandler(() => requests++));
        });
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        var page = await store.GetUserUnifiedMediaAsync(StorageBenchmark.User, new() { PageSize = Items }, cancellationToken);
        var signed = page.Items.Count(item => item.Url is not null);
        return
        [
            Figure.Condition(
                $"{Items} private items with signed addresses: one catalog call, one request",
                (signed, catalogCalls, requests) is (Items, 1, 1),
                "1 + 1",
                $"{signed} signed; {catalogCalls} catalog calls; {requests} requests"),
        ];
    }

    private sealed class CountingCatalog(IMediaCatalog inner, Action count) : DelegatingMediaCatalog(inner)
    {
        public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
        {
            count();
            return base.ListAsync(user, query, cancellationToken);
        }

        public override Task<IReadOnlyList<MediaItem>> FindAsync(
            MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken)
        {
            count();
            return base.FindAsync(user, ids, cancellationToken);
        }
    }

    private sealed class CountingHandler(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
