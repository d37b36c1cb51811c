using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class MediaJanitorTests
{
    public enum Failure
    {
        Provider,
        Bug,
        DriverTimeout,
    }

    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Janitor_ends_a_crashed_upload_after_its_lease()
    {
        await using var host = WatchedHost.InFolder();
        var reserved = await ReserveAndStoreAsync(host);

        host.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(new JanitorReport(), await host.Janitor.RunAsync(Token));
        Assert.Single(host.Files());
        host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new JanitorReport { Claimed = 1, Deleted = 1 }, await host.Janitor.RunAsync(Token));

        Assert.Empty(host.Files());
        var publish = new PublishRequest { Reservation = reserved, Item = Item(host, reserved), ReceivedSha256 = new('0', 64) };
        Assert.Null(await host.Catalog.PublishAsync(Alice, publish, Token));
    }

    [Fact]
    public async Task Janitor_deletes_a_crashed_derived_object_after_its_lease()
    {
        await using var host = WatchedHost.InFolder();
        var item = await host.Store.AddAsync(Alice);
        var thumb = await ReserveAndStoreAsync(host, item.Id, ObjectRole.Parse("thumb-320"));

        Assert.Equal(new JanitorReport(), await host.Janitor.RunAsync(Token));
        host.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(new JanitorReport { Claimed = 1, Deleted = 1 }, await host.Janitor.RunAsync(Token));

        Assert.Equal([item.Location!], await host.StoredAsync());
        Assert.NotNull(await host.Store.GetMediaAsync(Alice, item.Id, Token));
        Assert.Empty(await host.Catalog.ClaimUnfinishedAsync(10, Token));
        Assert.Equal([thumb.Location], await host.Catalog.FindUnreferencedAsync([thumb.Location], Token));
    }

    [Fact]
    public async Task Janitor_purges_tombstones_after_seven_days()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        host.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await host.Janitor.RunAsync(Token)).Purged);
        host.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, (await host.Janitor.RunAsync(Token)).Purged);
    }

    [Fact]
    public async Task Two_janitors_share_more_than_one_batch()
    {
        await using var host = WatchedHost.InMemory();
        for (var number = 0; number < 250; number++)
        {
            await ReserveAndStoreAsync(host);
        }

        host.Time.Advance(TimeSpan.FromHours(1));
        var reports = await Task.WhenAll(Task.Run(() => host.Janitor.RunAsync(Token)), Task.Run(() => host.Janitor.RunAsync(Token)));

        Assert.Equal((250, 250), (reports.Sum(report => report.Claimed), reports.Sum(report => report.Deleted)));
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Janitor_retries_failed_deletions_at_growing_intervals()
    {
        var isDown = true;
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new Unreliable(inner, () => isDown)));
        var item = await host.Store.AddAsync(Alice);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Equal(new JanitorReport { Claimed = 1 }, await host.Janitor.RunAsync(Token));
        foreach (var delay in new[] { 30, 60, 120 })
        {
            host.Time.Advance(TimeSpan.FromSeconds(delay - 1));
            Assert.Equal(0, (await host.Janitor.RunAsync(Token)).Claimed);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(new JanitorReport { Claimed = 1 }, await host.Janitor.RunAsync(Token));
        }

        isDown = false;
        host.Time.Advance(TimeSpan.FromHours(6));
        Assert.Equal(new JanitorReport { Claimed = 1, Deleted = 1 }, await host.Janitor.RunAsync(Token));
    }

    [Fact]
    public async Task Cancellation_stops_a_run_of_the_janitor()
    {
        await using var host = WatchedHost.InMemory();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Janitor.RunAsync(new(canceled: true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_runs_the_janitor_periodically_unless_disabled(bool isDisabled)
    {
        var time = new TimerSignal();
        var runs = new SemaphoreSlim(0);
        using var host = BuildHost(time, inner => new Claims(inner, () => runs.Release()), isDisabled);
        await host.StartAsync(Token);

        if (isDisabled)
        {
            await host.Services.GetServices<IHostedService>().OfType<JanitorService>().Single().ExecuteTask!.WaitAsync(Token);
            Assert.False(time.Created.IsCompleted);
            time.Advance(Interval);
        }
        else
        {
            await time.Created;
            await RunAsync(time, runs, turns: 3);
        }

        await host.StopAsync(Token);
        time.Advance(Interval);
        Assert.Equal(0, runs.CurrentCount);
        Assert.NotNull(await host.Services.GetRequiredService<IMediaJanitor>().RunAsync(Token));
    }

    [Theory]
    [InlineData(Failure.Provider)]
    [InlineData(Failure.Bug)]
    [InlineData(Failure.DriverTimeout)]
    public async Task Failed_run_stops_neither_the_janitor_nor_the_host(Failure failure)
    {
        var time = new TimerSignal();
        var runs = new SemaphoreSlim(0);
        using var host = BuildHost(time, inner => new Claims(inner, () =>
        {
            runs.Release();
            throw failure switch
            {
                Failure.Provider => new MediaProviderException("It is down.", "test"),
                Failure.Bug => new InvalidOperationException("a driver's bug"),
                _ => new OperationCanceledException("a driver's own timeout"),
            };
        }));
        await host.StartAsync(Token);

        await time.Created;
        await RunAsync(time, runs, turns: 3);

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync(Token);
    }

    private static async Task RunAsync(TimerSignal time, SemaphoreSlim runs, int turns)
    {
        while (turns-- > 0)
        {
            time.Advance(Interval);
            await runs.WaitAsync(Token);
        }
    }

    private static IHost BuildHost(TimeProvider time, Func<IMediaCatalog, IMediaCatalog> decorate, bool isDisabled = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time);
        builder.Services.AddUnifiedMedia(media =>
        {
            media.UseInMemory().DecorateCatalog((inner, _) => decorate(inner));
            if (isDisabled)
            {
                media.Configure(options => options.Janitor.Enabled = false);
            }
        });
        return builder.Build();
    }

    private static async Task<Reservation> ReserveAndStoreAsync(WatchedHost host, MediaId? id = null, ObjectRole role = default)
    {
        var request = new ReserveRequest
        {
            Id = id ?? MediaId.New(host.Time),
            Role = role,
            Layout = ObjectLayout.Stock,
            Extension = "png",
            Lease = TimeSpan.FromMinutes(15),
        };
        var reserved = (await host.Catalog.ReserveAsync(Alice, request, Token)).Reservation!;
        await host.Objects.PutAsync(reserved.Location, ObjectBody.FromBytes(SmallImage.Bytes), new() { ContentType = "image/png" }, Token);
        return reserved;
    }

    private static MediaItem Item(WatchedHost host, Reservation reserved) => new()
    {
        Id = reserved.Id,
        Owner = OwnerId.Parse("alice"),
        Kind = MediaKind.Image,
        SourceType = SourceType.Stock,
        Visibility = Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 1,
        CreatedAt = host.Time.GetUtcNow(),
        UpdatedAt = host.Time.GetUtcNow(),
        Location = reserved.Location,
    };

    private sealed class Claims(IMediaCatalog inner, Action happen) : DelegatingMediaCatalog(inner)
    {
        public override Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken)
        {
            happen();
            return base.ClaimUnfinishedAsync(limit, cancellationToken);
        }
    }

    private sealed class Unreliable(IObjectStore inner, Func<bool> isDown) : DelegatingObjectStore(inner)
    {
        public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            isDown() ? throw new MediaProviderException("It is down.", "test") : base.DeleteAsync(location, cancellationToken);
    }
}
