using System.Net;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class SigningObjectStoreHarness : InMemoryObjectStoreHarness
{
    private readonly ManualTime clock = new();
    private SigningObjectStore? signing;
    private HttpClient? client;

    public override ObjectStoreAbilities Abilities => base.Abilities | ObjectStoreAbilities.SignedUrls | ObjectStoreAbilities.PublicUrls;

    public override string PublicBucket => "shop-window";

    public override HttpClient GetHttpClient() => client ??= new(new Server(signing!));

    public override Task ElapseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        client?.Dispose();
        return base.DisposeAsync();
    }

    protected override IObjectStore Decorate(IObjectStore store) =>
        new FaultyObjectStore(signing = new SigningObjectStore(store, clock, PublicBucket), new());

    private sealed class Server(SigningObjectStore store) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (store.LocationOf(request.RequestUri!) is not { } location)
            {
                return new(HttpStatusCode.Forbidden);
            }

            if (await store.OpenReadAsync(location, null, cancellationToken) is not { } content)
            {
                return new(HttpStatusCode.NotFound);
            }

            var body = new StreamContent(content.Stream);
            body.Headers.ContentType = new(content.Stored.ContentType!);
            return new(HttpStatusCode.OK) { Content = body };
        }
    }
}
