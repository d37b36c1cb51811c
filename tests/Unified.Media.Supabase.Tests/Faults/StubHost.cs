using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>The driver with a <see cref="StubServer"/>.</summary>
public sealed class StubHost : IAsyncDisposable
{
    private readonly SupabaseHost _host;

    public StubHost(StubServer server, Action<SupabaseStorageOptions>? configure = null, TimeProvider? time = null)
    {
        Server = server;
        _host = new(
            options =>
            {
                options.StorageUrl = new("http://storage.invalid");
                options.ServiceRoleKey = "sb_secret_of_the_service";
                configure?.Invoke(options);
            },
            services =>
            {
                if (time is not null)
                {
                    services.AddSingleton(time);
                }

                services.AddHttpClient(StorageTransport.ClientName).ConfigurePrimaryHttpMessageHandler(() => server);
            });
    }

    public StubServer Server { get; }

    public IObjectStore Store => _host.Store;

    public ISupabaseStorageClient Client => _host.Client;

    public static ObjectLocation Location { get; } = new("bucket", "a/b.png");

    public Task<StoredObject> PutAsync(int bytes = 10, PutMode mode = PutMode.CreateNew) =>
        Store.PutAsync(
            Location,
            ObjectBody.FromBytes(new byte[bytes]),
            new() { ContentType = "image/png", Mode = mode },
            TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
