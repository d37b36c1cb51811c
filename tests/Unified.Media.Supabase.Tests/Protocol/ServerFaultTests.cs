using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.Testing;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// Injects every fault into every request of an upload and a delete, with and without retries. The results of acknowledged operations must last, and
/// no orphaned objects may remain.
/// </summary>
public sealed class ServerFaultTests : IAsyncLifetime
{
    private const int MaxRequests = 8;

    private static readonly Dictionary<string, Func<InjectedFault>> Faults = new()
    {
        ["refused with 503"] = () => InjectedFault.ServerError(503, TimeSpan.Zero),
        ["broken with 500"] = () => InjectedFault.ServerError(500),
        ["lock timeout"] = InjectedFault.LockTimeout,
        ["a gateway page"] = () => InjectedFault.Html(),
        ["an empty 504"] = () => InjectedFault.Empty(504),
        ["cut before"] = InjectedFault.CutBefore,
        ["cut after"] = InjectedFault.CutAfter,
        ["a cut response"] = () => InjectedFault.Truncate(1),
    };

    private readonly ManualTimeProvider _time = new();
    private readonly MediaUser _user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));
    private StorageServer _server = null!;

    public static TheoryData<string, int, bool> Cases => new MatrixTheoryData<string, int, bool>(Faults.Keys, [0, 3], [false, true]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StorageServer.StartAsync(cancellationToken: Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Acknowledged_operations_hold_under_every_server_fault(string fault, int retries, bool inChunks)
    {
        await using var services = Build(retries, inChunks);
        await services.GetRequiredService<IObjectStore>().GetAbility<IPreparable>()!.PrepareAsync(Cancel);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        for (var request = 0; request < MaxRequests; request++)
        {
            var acknowledged = await TryAsync(() => UploadAsync(store), fault, request);
            var deleted = acknowledged is null
                ? false
                : await TryAsync(async () => await store.DeleteMediaUnifiedAsync(_user, acknowledged.Id, cancellationToken: Cancel), fault, request);
            var stored = await UploadAsync(store);

            await CleanUpAsync(services);

            var items = (await store.GetUserUnifiedMediaAsync(_user, cancellationToken: Cancel)).Items;
            Assert.Contains(items, item => item.Id == stored.Id);
            Assert.True(acknowledged is null || deleted != items.Any(item => item.Id == acknowledged.Id), $"request {request}");
            foreach (var item in items)
            {
                await using var download = await store.OpenMediaAsync(_user, item.Id, cancellationToken: Cancel);
                using var memory = new MemoryStream();
                await download!.Content.CopyToAsync(memory, Cancel);
                Assert.Equal(TinyImage.Png(), memory.ToArray());
            }

            Assert.Equal(
                items.Select(item => item.Location!.Key).Order(StringComparer.Ordinal),
                _server.Keys("user-media").Where(key => key != "unified-media/catalog-id").Order(StringComparer.Ordinal));
            foreach (var item in items)
            {
                Assert.True(await store.DeleteMediaUnifiedAsync(_user, item.Id, cancellationToken: Cancel));
            }
        }
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> step, string fault, int request)
    {
        _server.Faults.Plan(Faults[fault](), after: request);
        try
        {
            return await step();
        }
        catch (MediaException)
        {
            return default;
        }
        finally
        {
            _server.Faults.Clear();
        }
    }

    private Task<MediaItem> UploadAsync(IUnifiedMediaStore store) => store.UploadUserImageAsync(
        _user, new() { Content = MediaContent.FromStream(new MemoryStream(TinyImage.Png())) }, Cancel);

    private async Task CleanUpAsync(IServiceProvider services)
    {
        var janitor = services.GetRequiredService<IMediaJanitor>();
        do
        {
            _time.Advance(TimeSpan.FromHours(7));
        }
        while ((await janitor.RunAsync(Cancel)).Claimed > 0);

        var sweeper = services.GetRequiredService<IMediaSweeper>();
        await sweeper.SweepAsync(await sweeper.PlanAsync(Cancel), confirmMany: true, Cancel);
    }

    private ServiceProvider Build(int retries, bool inChunks) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_time)
        .AddUnifiedMedia(media => media.UseInMemoryWith(options =>
        {
            options.StorageUrl = _server.Url;
            options.ServiceRoleKey = _server.ServiceKey;
            options.MaxRetries = retries;
            options.ResumableThresholdBytes = inChunks ? 1 : long.MaxValue;
        }).Configure(options => options.Janitor.Enabled = false))
        .BuildServiceProvider();
}
