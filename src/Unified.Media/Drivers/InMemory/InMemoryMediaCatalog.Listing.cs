namespace Unified.Media.Drivers;

internal sealed partial class InMemoryMediaCatalog
{
    private const int FacetCap = 1000;

    private readonly Dictionary<OwnerId, Dictionary<MediaId, MediaItem>> _shelves = [];

    public Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        AtomicAsync(() => Find(user, ids), cancellationToken);

    public Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        AtomicAsync(() => List(user, query), cancellationToken);

    public Task<MediaFacets> CountAsync(MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken) =>
        AtomicAsync(() => Count(user, query, counting), cancellationToken);

    private IReadOnlyList<MediaItem> Find(MediaUser user, IReadOnlyCollection<MediaId> ids) =>
    [
        .. ids.Distinct()
            .Select(id => _entries.GetValueOrDefault(id)?.Item)
            .OfType<MediaItem>()
            .Where(item => MaySee(user, item)),
    ];

    private CatalogPage List(MediaUser user, CatalogQuery query)
    {
        var order = new PositionComparer(query.Sort);
        var rows = Visible(user, query)
            .Select(item => (Item: item, Position: PagePosition.Of(item, query.Sort)))
            .Where(row => query.After is null || order.Compare(row.Position, query.After) > 0)
            .OrderBy(row => row.Position, order);
        var filter = new ItemFilter(query);
        var items = new List<MediaItem>();
        PagePosition? last = null;
        var looked = 0;
        foreach (var (item, position) in rows)
        {
            if (looked == query.ScanLimit)
            {
                return new(items, last);
            }

            if (filter.Matches(item))
            {
                if (items.Count == query.Limit)
                {
                    return new(items, last);
                }

                items.Add(query.IncludeMetadata ? item : item with { Metadata = MediaMetadata.Empty });
            }

            last = position;
            looked++;
        }

        return new(items, null);
    }

    private MediaFacets Count(MediaUser user, CatalogQuery query, FacetCounting counting)
    {
        MediaItem[] newestFirst =
        [
            .. Visible(user, query).OrderBy(item => PagePosition.Of(item, MediaSort.Newest), new PositionComparer(MediaSort.Newest)),
        ];
        var filter = new ItemFilter(query);
        return new()
        {
            SourceTypes = Group(newestFirst.Where(filter.MatchesButSourceType), item => item.SourceType.ToString(), counting),
            Kinds = Group(newestFirst.Where(filter.MatchesButKind), item => item.Kind.ToString(), counting),
            Tags = GroupTags([.. newestFirst.Where(filter.MatchesButTags)], counting),
        };
    }

    private static FacetCount[] Group(IEnumerable<MediaItem> items, Func<MediaItem, string> valueOf, FacetCounting counting)
    {
        var groups = items.GroupBy(valueOf, (value, members) =>
        {
            MediaItem[] all = [.. members];
            return Describe(value, counting.Exact ? all : [.. all.Take(FacetCap)], !counting.Exact && all.Length > FacetCap, counting);
        });
        return [.. Ranked(groups)];
    }

    private static FacetCount[] GroupTags(MediaItem[] items, FacetCounting counting)
    {
        var isCapped = !counting.Exact && items.Length > FacetCap;
        var groups = (isCapped ? items.Take(FacetCap) : items)
            .SelectMany(item => item.Tags.Select(TagKey.Of).Distinct(StringComparer.Ordinal), (item, tag) => (tag, item))
            .GroupBy(pair => pair.tag, (tag, pairs) => Describe(tag, [.. pairs.Select(pair => pair.item)], isCapped, counting));
        return [.. Ranked(groups).Take(counting.MaxTags)];
    }

    private static FacetCount Describe(string value, MediaItem[] items, bool isCapped, FacetCounting counting) =>
        new(value, items.Length, isCapped, counting.WithBytes ? items.Sum(item => item.SizeBytes) : null);

    private static IEnumerable<FacetCount> Ranked(IEnumerable<FacetCount> counts) =>
        counts.OrderByDescending(count => count.Count).ThenBy(count => count.Value, CodePointComparer.Instance);

    // Rows that the user may not see are not looked at either: a position that names one would tell that it is there.
    private IEnumerable<MediaItem> Visible(MediaUser user, CatalogQuery query) =>
        _shelves.TryGetValue(AccessRule.OwnerOf(user, query.Owner), out var shelf) ? shelf.Values.Where(item => MaySee(user, item)) : [];

    private static bool MaySee(MediaUser user, MediaItem item) => AccessRule.MaySee(user, item.Owner, item.Visibility);

    private void Show(LedgerEntry entry, MediaItem item)
    {
        entry.Item = item;
        if (!_shelves.TryGetValue(entry.Owner, out var shelf))
        {
            _shelves.Add(entry.Owner, shelf = []);
        }

        shelf[entry.Id] = item;
    }

    private void Hide(LedgerEntry entry)
    {
        entry.Item = null;
        if (_shelves.TryGetValue(entry.Owner, out var shelf) && shelf.Remove(entry.Id) && shelf.Count == 0)
        {
            _shelves.Remove(entry.Owner);
        }
    }
}
