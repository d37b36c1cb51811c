namespace Unified.Media.Drivers;

/// <summary>Decides which items a query is about, one item at a time.</summary>
internal sealed class ItemFilter(CatalogQuery query)
{
    private readonly MediaFilter _filter = query.Filter;
    private readonly HashSet<string> _tagKeys = new(query.TagKeys, StringComparer.Ordinal);

    public bool Matches(MediaItem item) =>
        HasKind(item) && HasSourceType(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of source types.</summary>
    public bool MatchesButSourceType(MediaItem item) => HasKind(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of kinds.</summary>
    public bool MatchesButKind(MediaItem item) => HasSourceType(item) && HasTags(item) && HasTheRest(item);

    /// <summary>As <see cref="Matches"/>, less the filter of tags.</summary>
    public bool MatchesButTags(MediaItem item) => HasKind(item) && HasSourceType(item) && HasTheRest(item);

    private bool HasKind(MediaItem item) => IsAny(_filter.Kinds, item.Kind);

    private bool HasSourceType(MediaItem item) => IsAny(_filter.SourceTypes, item.SourceType);

    private bool HasTags(MediaItem item)
    {
        if (_tagKeys.Count == 0)
        {
            return true;
        }

        var present = item.Tags.Select(TagKey.Of).Distinct(StringComparer.Ordinal).Count(_tagKeys.Contains);
        return _filter.TagMatch == TagMatch.Any ? present > 0 : present == _tagKeys.Count;
    }

    private bool HasTheRest(MediaItem item) =>
        IsAny(_filter.Visibilities, item.Visibility)
        && IsAny(_filter.ContentTypes, item.ContentType)
        && (_filter.EnhancementTypes.Count == 0 || (item.EnhancementType is { } type && _filter.EnhancementTypes.Contains(type)))
        && !(item.CreatedAt < _filter.CreatedFrom)
        && !(item.CreatedAt >= _filter.CreatedBefore)
        && !(item.SizeBytes < _filter.MinBytes)
        && !(item.SizeBytes > _filter.MaxBytes)
        && IsWithin(item.Width, _filter.MinWidth, _filter.MaxWidth)
        && IsWithin(item.Height, _filter.MinHeight, _filter.MaxHeight)
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
