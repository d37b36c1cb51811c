using System.Net;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class SigningObjectStoreHarness : InMemoryObjectStoreHarness
{
    private readonly ManualTimeProvider _clock = new();
    private SigningObjectStore? _signing;
    private HttpClient? _client;

    public override ObjectStoreAbilities Abilities => base.Abilities | ObjectStoreAbilities.SignedUrls | ObjectStoreAbilities.PublicUrls;

    public override string PublicBucket => "shop-window";

    public override HttpClient GetHttpClient() => _client ??= new(new Server(_signing!));

    public override Task AdvanceTimeAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        _clock.Advance(duration);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return base.DisposeAsync();
    }

    protected override IObjectStore Decorate(IObjectStore store) =>
        new FaultyObjectStore(_signing = new SigningObjectStore(store, _clock, PublicBucket), new());

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
