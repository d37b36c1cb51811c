using System.Text.Json;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// A fixture with 2,500 items of one user. This is more than the cap of a count and more than the small scan limits of the tests. Values repeat in
/// cycles of different lengths, so that every filter matches a different share of the items.
/// </summary>
public sealed class LargeLibrary<THarness> : IAsyncLifetime
    where THarness : MediaCatalogHarness, new()
{
    private const int ItemCount = 2_500;

    private readonly List<MediaItem> _items = [];

    /// <summary>The harness of the catalog.</summary>
    public THarness Harness { get; } = new();

    /// <summary>The catalog under test.</summary>
    public IMediaCatalog Catalog { get; private set; } = null!;

    /// <summary>The owner of the items.</summary>
    public MediaUser User { get; private set; } = null!;

    /// <summary>The items, unordered.</summary>
    public IReadOnlyList<MediaItem> Items => _items;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Catalog = await Harness.CreateAsync(new ManualTimeProvider(), cancellationToken);
        User = await Harness.CreateUserAsync(cancellationToken);
        for (var number = 0; number < ItemCount; number++)
        {
            _items.Add(CreateItem(number));
        }

        await Harness.AddReadyItemsAsync(Catalog, User, _items, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Harness.DisposeAsync();

    private MediaItem CreateItem(int number) => new()
    {
        Id = new(Guid.CreateVersion7(LargeListFilters.Start.AddMinutes(number))),
        Owner = User.Id!.Value,
        Kind = number % 97 == 0 ? MediaKind.Video : MediaKind.Image,
        SourceType = (number % 10) switch { 0 => SourceType.Stock, 1 => SourceType.Enhanced, _ => SourceType.Upload },
        Visibility = number % 4 == 0 ? Visibility.Public : Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 100 + (number * 37 % 500),
        Width = 1 + (number * 7 % 2000),
        Height = 100,
        // Several items have the same creation time, and ids do not follow the order of creation times.
        CreatedAt = LargeListFilters.Start.AddMinutes(number * 31 % 1000),
        UpdatedAt = LargeListFilters.Start.AddDays(1),
        Metadata = MediaMetadata.FromJson(
            $$"""{"title":{{JsonSerializer.Serialize(TitleOf(number))}},"tags":{{JsonSerializer.Serialize(TagsOf(number))}}}"""),
    };

    private static string TitleOf(int number) =>
        $"t{number * 13 % 300} common{(number % 10 == 0 ? " tenth" : "")}{(number % 500 == 0 ? " needle" : "")}";

    private static IEnumerable<string> TagsOf(int number)
    {
        if (number % 2 == 0)
        {
            yield return "even";
        }

        if (number % 3 == 0)
        {
            yield return "third";
        }

        if (number % 400 == 1)
        {
            yield return "rare";
        }
    }
}
