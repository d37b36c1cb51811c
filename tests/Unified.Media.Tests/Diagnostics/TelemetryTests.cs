using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class TelemetryTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    /// <summary>One call per operation, by its name in telemetry.</summary>
    private static readonly Dictionary<string, Func<WatchedHost, MediaItem, Task>> Calls = new()
    {
        ["upload_media"] = (host, _) => host.Store.UploadMediaAsync(Alice, SmallImage.Upload, Token),
        ["upload_image"] = (host, _) => host.Store.AddAsync(Alice),
        ["upload_video"] = (host, _) => host.Store.UploadUserVideoAsync(Alice, new() { Content = SmallImage.Content }, Token),
        ["save_enhanced"] = (host, _) => host.Store.SaveEnhancedImageUnifiedAsync(
            MediaUser.Service, new() { Content = SmallImage.Content, EnhancementType = "x" }, Token),
        ["get"] = (host, item) => host.Store.GetMediaAsync(Alice, item.Id, Token),
        ["open"] = async (host, item) =>
        {
            await host.Objects.DeleteAsync(item.Location!, Token);
            await host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token);
        },
        ["list"] = (host, _) => host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: new(canceled: true)),
        ["links"] = (host, item) => host.Store.GetMediaLinksAsync(Alice, [item.Id], new() { Lifetime = TimeSpan.Zero }, Token),
        ["facets"] = (host, _) => host.Store.GetMediaFacetsAsync(Alice, cancellationToken: Token),
        ["update"] = (host, item) => host.Store.UpdateMediaAsync(Alice, item.Id, new(), Token),
        ["delete"] = (host, item) => host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, ActivityStatusCode> Outcomes => new()
    {
        { "upload_media", "ok", ActivityStatusCode.Unset },
        { "upload_image", "ok", ActivityStatusCode.Unset },
        { "upload_video", "rejected", ActivityStatusCode.Error },
        { "save_enhanced", "access_denied", ActivityStatusCode.Error },
        { "get", "ok", ActivityStatusCode.Unset },
        { "open", "object_missing", ActivityStatusCode.Error },
        { "list", "cancelled", ActivityStatusCode.Unset },
        { "links", "rejected", ActivityStatusCode.Error },
        { "facets", "ok", ActivityStatusCode.Unset },
        { "update", "ok", ActivityStatusCode.Unset },
        { "delete", "error", ActivityStatusCode.Error },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Operation_records_one_activity_and_one_duration_with_its_outcome(
        string operation, string outcome, ActivityStatusCode status)
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new BuggyDeletion(inner)));
        var item = await host.Store.AddAsync(Alice);
        using var parent = new Activity("test").Start();
        ConcurrentQueue<Activity> spans = [];
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Unified.Media",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { if (activity.TraceId == parent.TraceId) { spans.Enqueue(activity); } },
        };
        ActivitySource.AddActivityListener(activities);
        ConcurrentQueue<string> durations = [];
        using var meters = Listen(host, "unified_media.operation.duration", durations);

        _ = await Record.ExceptionAsync(() => Calls[operation](host, item));

        var span = Assert.Single(spans);
        Assert.Equal(($"unified_media.{operation}", status), (span.OperationName, span.Status));
        Assert.Equal([$"operation={operation} outcome={outcome}"], durations);
    }

    [Fact]
    public async Task Metrics_count_stored_bytes_and_deleted_objects()
    {
        await using var host = WatchedHost.InMemory();
        ConcurrentQueue<string> kept = [];
        using var stored = Listen(host, "unified_media.stored", kept);
        ConcurrentQueue<string> cleaned = [];
        using var deleted = Listen(host, "unified_media.janitor.objects", cleaned);

        var item = await host.Store.AddAsync(Alice);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, new() { ObjectDeletionTimeout = TimeSpan.Zero }, Token);
        await host.Janitor.RunAsync(Token);

        Assert.Equal(["kind=image source_type=upload"], kept);
        Assert.Equal(["deleted=True", "deleted=False"], cleaned);
    }

    private static MeterListener Listen(WatchedHost host, string instrument, ConcurrentQueue<string> found)
    {
        // Each host has its own meters, so that other tests are ignored.
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (published, self) =>
            {
                if (published.Name == instrument && published.Meter.Scope == factory)
                {
                    self.EnableMeasurementEvents(published);
                }
            },
        };
        _ = host.Store;
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => found.Enqueue(Spell(tags)));
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => found.Enqueue(Spell(tags)));
        listener.Start();
        return listener;
    }

    private static string Spell(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private sealed class BuggyDeletion(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a driver's bug");
    }
}
