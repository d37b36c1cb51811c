namespace Unified.Media.Drivers;

/// <summary>Decides which items a query is about, one item at a time.</summary>
internal sealed class ItemFilter(CatalogQuery query)
{
    private readonly MediaFilter filter = query.Filter;
    private readonly HashSet<string> tagKeys = new(query.TagKeys, StringComparer.Ordinal);

    public bool Matches(MediaItem item) =>
        HasKind(item) && HasSourceType(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of source types.</summary>
    public bool MatchesButSourceType(MediaItem item) => HasKind(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of kinds.</summary>
    public bool MatchesButKind(MediaItem item) => HasSourceType(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of tags.</summary>
    public bool MatchesButTags(MediaItem item) => HasKind(item) && HasSourceType(item) && HasTheRest(item);

    private bool HasKind(MediaItem item) => IsAny(filter.Kinds, item.Kind);

    private bool HasSourceType(MediaItem item) => IsAny(filter.SourceTypes, item.SourceType);

    private bool HasTags(MediaItem item)
    {
        if (tagKeys.Count == 0)
        {
            return true;
        }

        var present = item.Tags.Select(TagKey.Of).Distinct(StringComparer.Ordinal).Count(tagKeys.Contains);
        return filter.TagMatch == TagMatch.Any ? present > 0 : present == tagKeys.Count;
    }

    private bool HasTheRest(MediaItem item) =>
        IsAny(filter.Visibilities, item.Visibility)
        && IsAny(filter.ContentTypes, item.ContentType)
        && (filter.EnhancementTypes.Count == 0 || (item.EnhancementType is { } type && filter.EnhancementTypes.Contains(type)))
        && !(item.CreatedAt < filter.CreatedFrom)
        && !(item.CreatedAt >= filter.CreatedBefore)
        && !(item.SizeBytes < filter.MinBytes)
        && !(item.SizeBytes > filter.MaxBytes)
        && IsWithin(item.Width, filter.MinWidth, filter.MaxWidth)
        && IsWithin(item.Height, filter.MinHeight, filter.MaxHeight)
        && HasWords(item);

    private bool HasWords(MediaItem item)
    {
        if (query.Words.Count == 0)
        {
            return true;
        }

        var words = SearchWords.Of(item.Metadata);
        return query.Words.All(beginning => words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal)));
    }

    private static bool IsAny<T>(IReadOnlyCollection<T> allowed, T value) => allowed.Count == 0 || allowed.Contains(value);

    private static bool IsWithin(int? value, int? min, int? max) =>
        (min is null && max is null) || (value is { } known && !(known < min) && !(known > max));
}
