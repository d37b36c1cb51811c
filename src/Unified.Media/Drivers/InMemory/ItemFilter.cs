namespace Unified.Media.Drivers;

/// <summary>Decides whether an item matches a filter.</summary>
internal sealed class ItemFilter(CatalogFilter filter)
{
    private readonly HashSet<string> _tagKeys = new(filter.TagKeys, StringComparer.Ordinal);

    public bool Matches(MediaItem item) =>
        IsAllowed(filter.Kinds, item.Kind)
        && IsAllowed(filter.SourceTypes, item.SourceType)
        && (filter.EnhancementTypes.Count == 0 || (item.EnhancementType is { } type && filter.EnhancementTypes.Contains(type)))
        && IsAllowed(filter.AllowedVisibilities, item.Visibility)
        && IsAllowed(filter.ContentTypes, item.ContentType)
        && filter.Created.Contains(Microseconds.FromDateTimeOffset(item.CreatedAt))
        && filter.Bytes.Contains(item.SizeBytes)
        && filter.Width.Contains(item.Width)
        && filter.Height.Contains(item.Height)
        && HasTags(item)
        && HasTokens(item);

    private bool HasTags(MediaItem item)
    {
        if (_tagKeys.Count == 0)
        {
            return true;
        }

        var matchCount = item.Tags.Select(TagKey.FromTag).Distinct(StringComparer.Ordinal).Count(_tagKeys.Contains);
        return filter.TagMatch == TagMatch.Any ? matchCount > 0 : matchCount == _tagKeys.Count;
    }

    private bool HasTokens(MediaItem item)
    {
        if (filter.SearchTokens.Count == 0)
        {
            return true;
        }

        var words = SearchTokenizer.Tokenize(item.Metadata);
        return filter.SearchTokens.All(token => words.Any(word => word.StartsWith(token, StringComparison.Ordinal)));
    }

    private static bool IsAllowed<T>(IReadOnlyList<T> allowed, T value) => allowed.Count == 0 || allowed.Contains(value);
}
