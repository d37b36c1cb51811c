namespace Unified.Media.Drivers;

internal sealed partial class InMemoryMediaCatalog
{
    private readonly Dictionary<OwnerId, Dictionary<MediaId, MediaItem>> _itemsByOwner = [];

    public Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        AtomicAsync(() => Find(user, ids), cancellationToken);

    public Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        AtomicAsync(() => List(query), cancellationToken);

    public Task<MediaFacets> CountAsync(MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
        AtomicAsync(() => Count(filter, options), cancellationToken);

    private IReadOnlyList<MediaItem> Find(MediaUser user, IReadOnlyCollection<MediaId> ids) =>
    [
        .. ids.Distinct()
            .Select(id => _entries.GetValueOrDefault(id)?.Item)
            .OfType<MediaItem>()
            .Where(item => CanRead(user, item)),
    ];

    private CatalogPage List(CatalogQuery query)
    {
        if (query.Filter.IsEmpty)
        {
            return new([], null);
        }

        var order = new PositionComparer(query.Sort);
        var rows = ItemsInScope(query.Filter)
            .Select(item => (Item: item, Position: PagePosition.FromItem(item, query.Sort)))
            .Where(row => query.After is null || order.Compare(row.Position, query.After) > 0)
            .OrderBy(row => row.Position, order);
        var filter = new ItemFilter(query.Filter);
        var items = new List<MediaItem>();
        PagePosition? last = null;
        var scanned = 0;
        foreach (var (item, position) in rows)
        {
            if (scanned == query.ScanLimit)
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
            scanned++;
        }

        return new(items, null);
    }

    private MediaFacets Count(CatalogFilter filter, FacetOptions options) => new()
    {
        SourceTypes = Group(NewestWithout(filter, FilterField.SourceType), item => item.SourceType.ToString(), options),
        Kinds = Group(NewestWithout(filter, FilterField.Kind), item => item.Kind.ToString(), options),
        Tags = GroupTags([.. NewestWithout(filter, FilterField.Tags)], options),
    };

    private IEnumerable<MediaItem> NewestWithout(CatalogFilter filter, FilterField field)
    {
        var otherConditions = filter.Without(field);
        return otherConditions.IsEmpty
            ? []
            : ItemsInScope(otherConditions).Where(new ItemFilter(otherConditions).Matches)
                .OrderBy(item => PagePosition.FromItem(item, MediaSort.Newest), new PositionComparer(MediaSort.Newest));
    }

    private static IReadOnlyList<FacetCount> Group(IEnumerable<MediaItem> items, Func<MediaItem, string> getValue, FacetOptions options) =>
        FacetCounts.Sort(items.GroupBy(getValue, (value, members) =>
        {
            MediaItem[] groupItems = [.. members];
            var isCapped = !options.Exact && groupItems.Length > FacetCounts.MaxItems;
            return Describe(value, isCapped ? groupItems[..FacetCounts.MaxItems] : groupItems, isCapped, options);
        }));

    private static IReadOnlyList<FacetCount> GroupTags(MediaItem[] items, FacetOptions options)
    {
        var isCapped = !options.Exact && items.Length > FacetCounts.MaxItems;
        var groups = (isCapped ? items.Take(FacetCounts.MaxItems) : items)
            .SelectMany(item => item.Tags.Select(TagKey.FromTag).Distinct(StringComparer.Ordinal), (item, tag) => (tag, item))
            .GroupBy(pair => pair.tag, (tag, pairs) => Describe(tag, [.. pairs.Select(pair => pair.item)], isCapped, options));
        return [.. FacetCounts.Sort(groups).Take(options.MaxTags)];
    }

    private static FacetCount Describe(string value, MediaItem[] items, bool isCapped, FacetOptions options) =>
        new(value, items.Length) { IsCapped = isCapped, Bytes = options.WithBytes ? items.Sum(item => item.SizeBytes) : null };

    // Items that the user may not read are not scanned either, because a position that contains the id of an item would disclose that it exists.
    private IEnumerable<MediaItem> ItemsInScope(CatalogFilter filter) =>
        ItemsOf(filter.Scope.Owner).Where(item => filter.Scope.Access == CatalogAccess.All || item.Visibility == Visibility.Public);

    private IEnumerable<MediaItem> ItemsOf(OwnerId? owner) =>
        owner is null ? _itemsByOwner.Values.SelectMany(items => items.Values)
        : _itemsByOwner.TryGetValue(owner.Value, out var items) ? items.Values : [];

    private static bool CanRead(MediaUser user, MediaItem item) => AccessRule.CanRead(user, item.Owner, item.Visibility);

    private void SetItem(LedgerEntry entry, MediaItem item)
    {
        entry.Item = item;
        if (!_itemsByOwner.TryGetValue(entry.Owner, out var items))
        {
            _itemsByOwner.Add(entry.Owner, items = []);
        }

        items[entry.Id] = item;
    }

    private void RemoveItem(LedgerEntry entry)
    {
        entry.Item = null;
        if (_itemsByOwner.TryGetValue(entry.Owner, out var items) && items.Remove(entry.Id) && items.Count == 0)
        {
            _itemsByOwner.Remove(entry.Owner);
        }
    }
}
