using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class TelemetryTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, ActivityStatusCode> Outcomes => new()
    {
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
    public async Task Every_operation_has_one_span_and_one_duration_with_its_outcome(
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

        _ = await Record.ExceptionAsync(() => CallAsync(host, operation, item));

        var span = Assert.Single(spans);
        Assert.Equal(($"unified_media.{operation}", status), (span.OperationName, span.Status));
        Assert.Equal([$"operation={operation} outcome={outcome}"], durations);
    }

    [Fact]
    public async Task Kept_bytes_and_cleaned_objects_are_counted()
    {
        await using var host = WatchedHost.InMemory();
        ConcurrentQueue<string> kept = [];
        using var stored = Listen(host, "unified_media.stored", kept);
        ConcurrentQueue<string> cleaned = [];
        using var erased = Listen(host, "unified_media.janitor.objects", cleaned);

        var item = await host.Store.AddAsync(Alice);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, new() { EraseWithin = TimeSpan.Zero }, Token);
        await host.Janitor.RunAsync(Token);

        Assert.Equal(["kind=image source_type=upload"], kept);
        Assert.Equal(["erased=True", "erased=False"], cleaned);
    }

    private static async Task CallAsync(WatchedHost host, string operation, MediaItem item)
    {
        var store = host.Store;
        switch (operation)
        {
            case "upload_image":
                await store.AddAsync(Alice);
                break;
            case "upload_video":
                await store.UploadUserVideoAsync(Alice, new() { Content = SmallImage.Content }, Token);
                break;
            case "save_enhanced":
                await store.SaveEnhancedImageUnifiedAsync(
                    MediaUser.Service, new() { Content = SmallImage.Content, EnhancementType = "x" }, Token);
                break;
            case "get":
                await store.GetMediaAsync(Alice, item.Id, Token);
                break;
            case "open":
                await host.Objects.DeleteAsync(item.Location!, Token);
                await store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token);
                break;
            case "list":
                await store.GetUserUnifiedMediaAsync(Alice, cancellationToken: new(canceled: true));
                break;
            case "links":
                await store.GetMediaLinksAsync(Alice, [item.Id], new() { Lifetime = TimeSpan.Zero }, Token);
                break;
            case "facets":
                await store.GetMediaFacetsAsync(Alice, cancellationToken: Token);
                break;
            case "update":
                await store.UpdateMediaAsync(Alice, item.Id, new(), Token);
                break;
            default:
                await store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);
                break;
        }
    }

    private static MeterListener Listen(WatchedHost host, string instrument, ConcurrentQueue<string> found)
    {
        // Each host has meters of its own; another test's are not listened to.
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
