namespace Unified.Media.Drivers;

/// <summary>Decides whether an item matches a filter.</summary>
internal sealed class ItemFilter(CatalogFilter filter)
{
    private readonly HashSet<string> _tagKeys = new(filter.TagKeys, StringComparer.Ordinal);

    public bool Matches(MediaItem item) =>
        IsAny(filter.Kinds, item.Kind)
        && IsAny(filter.SourceTypes, item.SourceType)
        && (filter.EnhancementTypes.Count == 0 || (item.EnhancementType is { } type && filter.EnhancementTypes.Contains(type)))
        && IsAny(filter.AllowedVisibilities, item.Visibility)
        && IsAny(filter.ContentTypes, item.ContentType)
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

        var present = item.Tags.Select(TagKey.FromTag).Distinct(StringComparer.Ordinal).Count(_tagKeys.Contains);
        return filter.TagMatch == TagMatch.Any ? present > 0 : present == _tagKeys.Count;
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

    private static bool IsAny<T>(IReadOnlyList<T> allowed, T value) => allowed.Count == 0 || allowed.Contains(value);
}
