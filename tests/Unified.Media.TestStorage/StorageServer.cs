using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.TestStorage;

/// <summary>
/// A local Storage server for tests, which behaves like the recorded real server. It listens on the loopback address, and stores contents in a
/// temporary folder until it is disposed.
/// </summary>
public sealed class StorageServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StorageState _state;
    private readonly StorageKeys _keys;
    private readonly RequestRecorder _recorder;

    private StorageServer(WebApplication app, StorageState state, StorageKeys keys, RequestRecorder recorder, FaultInjector faults, Uri url)
    {
        _app = app;
        _state = state;
        _keys = keys;
        _recorder = recorder;
        Faults = faults;
        Url = url;
    }

    /// <summary>The base address without a gateway, where the header <c>apikey</c> is ignored.</summary>
    public Uri Url { get; }

    /// <summary>The base address with a gateway like that of hosted projects, which accepts <see cref="SecretKey"/> as <c>apikey</c>.</summary>
    public Uri GatewayUrl => new(Url, StorageRequest.GatewayPrefix);

    public string JwtSecret => _state.Options.JwtSecret;

    /// <summary>A JWT of the role <c>service_role</c>.</summary>
    public string ServiceKey => _keys.Service;

    public string AnonKey => _keys.Anon;

    /// <summary>An opaque key (<c>sb_secret_…</c>) of the service role. Only the gateway accepts it, in the header <c>apikey</c>.</summary>
    public string SecretKey => _keys.Secret;

    public string PublishableKey => _keys.Publishable;

    public FaultInjector Faults { get; }

    public StoragePolicies Policies => _state.Policies;

    /// <summary>The recorded requests, in the order in which they arrived.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _recorder.Requests;

    /// <summary>The number of resumable uploads that are not complete.</summary>
    public int UnfinishedUploads => _state.Uploads.Values.Count(u => !u.IsComplete);

    public static async Task<StorageServer> StartAsync(StorageServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StorageServerOptions();
        var lifetime = TimeSpan.FromDays(3650);
        var now = options.Time.GetUtcNow();
        var keys = new StorageKeys(
            StorageToken.Mint(options.JwtSecret, "service_role", null, now, lifetime),
            StorageToken.Mint(options.JwtSecret, "anon", null, now, lifetime),
            "sb_secret_" + Guid.NewGuid().ToString("N"),
            "sb_publishable_" + Guid.NewGuid().ToString("N"));
        var state = new StorageState(options, keys);
        var recorder = new RequestRecorder(options.RecordRequests);
        var faults = new FaultInjector();
        var pipeline = new StoragePipeline(new StorageRoutes(state), recorder, faults, options.Time);
        var app = Build(options.Port);
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new StorageServer(app, state, keys, recorder, faults, new Uri(address));
    }

    /// <summary>Creates the access token of a signed-in user. The default lifetime is one hour.</summary>
    /// <param name="lifetime">The lifetime, one hour by default; negative for an expired token.</param>
    public string TokenFor(string userId, TimeSpan? lifetime = null) =>
        StorageToken.Mint(JwtSecret, "authenticated", userId, _state.Time.GetUtcNow(), lifetime ?? TimeSpan.FromHours(1));

    /// <summary>Creates a bucket without a request.</summary>
    public void AddBucket(string name, bool isPublic = false, long? sizeLimit = null, IReadOnlyList<string>? allowedTypes = null)
    {
        var now = _state.Time.GetUtcNow();
        if (!_state.Table.AddBucket(new StorageBucket(name, isPublic, sizeLimit, allowedTypes, now, now)))
        {
            throw new InvalidOperationException($"There is a bucket {name} already.");
        }
    }

    /// <summary>Returns the keys of the objects in a bucket, in ordinal order.</summary>
    public IReadOnlyList<string> Keys(string bucket) => [.. _state.Table.Objects(bucket).Select(o => o.Key)];

    /// <summary>Returns the content of an object; null when the object does not exist.</summary>
    public async Task<byte[]?> ReadAsync(string bucket, string key, CancellationToken cancellationToken) =>
        _state.Table.Find(bucket, key) is { } item
            ? await File.ReadAllBytesAsync(_state.Files.Path(item.Version), cancellationToken)
            : null;

    public void ClearRequests() => _recorder.Clear();

    public async ValueTask DisposeAsync()
    {
        // Stalled requests must not delay the end of a test.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _state.Dispose();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
            kestrel.Limits.MaxResponseBufferSize = 1024 * 1024;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(61);
        });
        return builder.Build();
    }
}
