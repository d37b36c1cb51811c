using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Base class of the catalog suites. Creates a catalog, a manual clock and two new users per test.</summary>
public abstract partial class MediaCatalogSuite<THarness> : IAsyncLifetime
    where THarness : MediaCatalogHarness, new()
{
    private protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>Creates the suite. xunit creates one instance per test.</summary>
    protected MediaCatalogSuite()
    {
    }

    /// <summary>The harness of this test.</summary>
    protected THarness Harness { get; } = new();

    /// <summary>The catalog under test.</summary>
    protected IMediaCatalog Catalog { get; private set; } = null!;

    /// <summary>The clock of the catalog.</summary>
    protected ManualTimeProvider Time { get; } = new();

    /// <summary>The owner of the items in most tests.</summary>
    protected MediaUser Owner { get; private set; } = null!;

    /// <summary>Another user.</summary>
    protected MediaUser Other { get; private set; } = null!;

    /// <summary>The cancellation token of the test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        Catalog = await Harness.CreateAsync(Time, Token);
        Owner = await Harness.CreateUserAsync(Token);
        Other = await Harness.CreateUserAsync(Token);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected MediaUser UserOf(CatalogPrincipal principal) => principal switch
    {
        CatalogPrincipal.Owner => Owner,
        CatalogPrincipal.Other => Other,
        CatalogPrincipal.Anonymous => MediaUser.Anonymous,
        _ => MediaUser.Service,
    };

    private protected Task AdvanceTimeAsync(TimeSpan duration) => Harness.AdvanceTimeAsync(Time, duration, Token);

    private protected ReserveRequest Request(string? key = null, bool takeOver = false, string fingerprint = "f1") => new()
    {
        Id = MediaId.New(Time),
        Layout = ObjectLayout.UploadedImages,
        Extension = "png",
        Lease = Lease,
        IdempotencyKey = key,
        Fingerprint = key is null ? null : fingerprint,
        TakeOver = takeOver,
    };

    private protected Task<ReserveResult> TryReserveAsync(ReserveRequest request, MediaUser? user = null) =>
        Catalog.ReserveAsync(user ?? Owner, request, Token);

    private protected async Task<Reservation> ReserveAsync(string? key = null, bool takeOver = false, MediaUser? user = null)
    {
        var result = await TryReserveAsync(Request(key, takeOver), user);
        Assert.Equal(ReserveStatus.Granted, result.Status);
        Assert.NotNull(result.Reservation);
        return result.Reservation;
    }

    private protected static Task<T[]> RunConcurrentlyAsync<T>(int callers, Func<int, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(number => Task.Run(() => call(number), Token)));

    private protected Task<MediaItem?> PublishAsync(
        Reservation reservation, MediaUser? user = null, Func<MediaItem, MediaItem>? configure = null, string receivedSha256 = "")
    {
        var item = CreateItem(reservation, user ?? Owner);
        var request = new PublishRequest
        {
            Reservation = reservation,
            Item = configure?.Invoke(item) ?? item,
            ReceivedSha256 = receivedSha256 == "" ? Sha('c') : receivedSha256,
        };
        return Catalog.PublishAsync(user ?? Owner, request, Token);
    }

    private protected static CatalogUpdate CreateUpdate(
        MediaItem item, MediaMetadata metadata, Visibility? visibility = null, DateTimeOffset? updatedAt = null) => new()
    {
        Id = item.Id,
        ExpectedUpdatedAt = item.UpdatedAt,
        UpdatedAt = updatedAt ?? item.UpdatedAt.AddSeconds(1),
        Metadata = metadata,
        Visibility = visibility ?? Visibility.Public,
    };

    // The clock advances by one second per item, so every item is newer than the previous item unless the callback sets another time.
    private protected async Task<MediaItem> AddAsync(Func<MediaItem, MediaItem>? configure = null, MediaUser? user = null, string? key = null)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var reservation = await ReserveAsync(key, user: user);
        var item = await PublishAsync(reservation, user, configure);
        var expected = CreateItem(reservation, user ?? Owner);
        AssertSame(configure?.Invoke(expected) ?? expected, item);
        return item!;
    }

    private protected MediaItem CreateItem(Reservation reservation, MediaUser user) => new()
    {
        Id = reservation.Id,
        Owner = user.Id!.Value,
        Kind = MediaKind.Image,
        SourceType = SourceType.Upload,
        Visibility = Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 1000,
        Sha256 = Sha('a'),
        Width = 640,
        Height = 480,
        CreatedAt = Time.GetUtcNow(),
        UpdatedAt = Time.GetUtcNow(),
        Location = reservation.Location,
    };

    private protected async Task<MediaItem?> FindAsync(MediaId id, MediaUser? user = null) =>
        (await Catalog.FindAsync(user ?? Owner, [id], Token)).SingleOrDefault();

    private protected async Task<List<MediaItem>> ListAsync(CatalogQuery query, MediaUser? user = null)
    {
        var items = new List<MediaItem>();
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 5000, "The list does not end.");
            var page = await Catalog.ListAsync(user ?? Owner, query, Token);
            Assert.True(page.Items.Count <= query.Limit, "A page has more items than its limit.");
            items.AddRange(page.Items);
            if (page.Next is null)
            {
                return items;
            }

            Assert.NotEqual(query.After, page.Next);
            query = query with { After = page.Next };
        }
    }

    // Creates the query in the same way as the core. It lists the items of Owner that the user may see.
    private protected CatalogQuery Query(
        MediaFilter? filter = null, MediaSort sort = MediaSort.Newest, int limit = 50, MediaUser? user = null) => new()
    {
        Filter = CatalogFilter.Create(user ?? Owner, Owner.Id!.Value, filter ?? new()),
        Sort = sort,
        Limit = limit,
    };

    private protected Task<MediaFacets> CountAsync(MediaFilter? filter = null, FacetOptions? options = null) =>
        Catalog.CountAsync(Owner, Query(filter).Filter, options ?? FacetOptions.Default, Token);

    private protected static LedgerObject ObjectOf(Reservation reservation) => reservation.ToLedgerObject();

    private protected static MediaMetadata CreateMetadata(string? title = null, string? description = null, params string[] tags)
    {
        var json = new JsonObject();
        if (title is not null)
        {
            json["title"] = title;
        }

        if (description is not null)
        {
            json["description"] = description;
        }

        if (tags.Length > 0)
        {
            json["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]);
        }

        return MediaMetadata.FromJson(json.ToJsonString());
    }

    private protected static string Sha(char digit) => new(digit, 64);

    // Databases may reformat JSON, so the metadata is compared by value.
    private protected static void AssertSame(MediaItem? expected, MediaItem? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected with { Metadata = MediaMetadata.Empty }, actual with { Metadata = MediaMetadata.Empty });
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected.Metadata.ToJson()), JsonNode.Parse(actual.Metadata.ToJson())),
            $"{expected.Metadata} became {actual.Metadata}");
    }

    private protected static IEnumerable<MediaId> Ids(IEnumerable<MediaItem> items) => items.Select(item => item.Id);
}
