using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Checks queries, and gives catalogs their normal form.</summary>
internal static class QueryValidator
{
    private const int MaxPageSize = 200;
    private const int MaxValues = 100;
    private const int MaxWords = 16;
    private const int MaxText = 200;
    private const int MaxTags = 200;

    /// <summary>The first page of what the user asks for. The cursor is not looked at.</summary>
    /// <exception cref="MediaRejectedException">
    /// The query names no owner and the user has no items; or it breaks rules, which are all named.
    /// </exception>
    public static CatalogQuery Validate(MediaUser user, MediaQuery query)
    {
        var owner = OwnerOf(user, query);
        var reasons = new RejectionReasons();
        CheckPage(reasons, query);
        CheckLists(reasons, query);
        CheckRanges(reasons, query);
        CheckText(reasons, query.Text);
        CheckTags(reasons, query.Tags);
        reasons.ThrowIfAny();
        return new()
        {
            Filter = CatalogFilter.Of(user, owner, query),
            Sort = query.Sort,
            Limit = query.PageSize,
            IncludeMetadata = query.IncludeMetadata,
        };
    }

    private static OwnerId OwnerOf(MediaUser user, MediaQuery query)
    {
        ArgumentNullException.ThrowIfNull(user);
        return query.Owner ?? user.Id ?? throw new MediaRejectedException([
            new(RejectionCode.InvalidField, "This user has no items: name the owner whose items to list.") { Field = nameof(MediaQuery.Owner) }]);
    }

    private static void CheckPage(RejectionReasons reasons, MediaQuery query)
    {
        if (query.PageSize is < 1 or > MaxPageSize)
        {
            reasons.AddField(nameof(query.PageSize), $"The page size is {query.PageSize}; it must be from 1 to {MaxPageSize}.");
        }

        if (!Enum.IsDefined(query.Sort))
        {
            reasons.AddField(nameof(query.Sort), "Unknown sort order.");
        }

        if (!Enum.IsDefined(query.TagMatch))
        {
            reasons.AddField(nameof(query.TagMatch), "Unknown way to match tags.");
        }

        if (query.Facets.MaxTags is < 0 or > MaxTags)
        {
            reasons.AddField(nameof(FacetOptions.MaxTags), $"The number of tags is {query.Facets.MaxTags}; it must be from 0 to {MaxTags}.");
        }
    }

    private static void CheckLists(RejectionReasons reasons, MediaQuery query)
    {
        (string Field, int Count)[] lists =
        [
            (nameof(query.Kinds), query.Kinds.Count),
            (nameof(query.SourceTypes), query.SourceTypes.Count),
            (nameof(query.EnhancementTypes), query.EnhancementTypes.Count),
            (nameof(query.Visibilities), query.Visibilities.Count),
            (nameof(query.ContentTypes), query.ContentTypes.Count),
        ];
        foreach (var (field, count) in lists.Where(list => list.Count > MaxValues))
        {
            reasons.AddField(field, $"{field} has {count} values; at most {MaxValues} are allowed.");
        }

        CheckTexts(reasons, nameof(query.EnhancementTypes), query.EnhancementTypes);
        CheckTexts(reasons, nameof(query.ContentTypes), query.ContentTypes);
    }

    private static void CheckTexts(RejectionReasons reasons, string field, IEnumerable<string> texts)
    {
        if (texts.Any(text =>
            string.IsNullOrEmpty(text) || text.Length > MaxText || !UnicodeText.IsWellFormed(text) || text.Contains('\0', StringComparison.Ordinal)))
        {
            reasons.AddField(field, $"{field} has a value that is empty, longer than {MaxText} characters, or contains invalid Unicode.");
        }
    }

    private static void CheckRanges(RejectionReasons reasons, MediaQuery query)
    {
        CheckRange(reasons, "CreatedFrom", query.CreatedFrom?.UtcTicks, query.CreatedBefore?.UtcTicks);
        CheckRange(reasons, "MinBytes", query.MinBytes, query.MaxBytes);
        CheckRange(reasons, "MinWidth", query.MinWidth, query.MaxWidth);
        CheckRange(reasons, "MinHeight", query.MinHeight, query.MaxHeight);
    }

    private static void CheckRange(RejectionReasons reasons, string field, long? from, long? to)
    {
        if (from < 0 || to < 0 || from > to)
        {
            reasons.AddField(field, $"The range that begins with {field} is negative or ends before it begins.");
        }
    }

    private static void CheckText(RejectionReasons reasons, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var tokens = text.Length <= MaxText ? SearchWords.Of(text) : [];
        if (text.Length > MaxText || tokens.Count > MaxWords)
        {
            reasons.AddField(nameof(MediaFilter.Text), $"The text has more than {MaxText} characters or {MaxWords} words.");
        }
        else if (tokens.Count == 0)
        {
            reasons.AddField(nameof(MediaFilter.Text), "The text has no letter or digit to search for.");
        }
    }

    private static void CheckTags(RejectionReasons reasons, IReadOnlyCollection<string> tags)
    {
        CheckTexts(reasons, nameof(MediaFilter.Tags), tags);
        if (tags.Count > TagCount.Max)
        {
            reasons.AddField(nameof(MediaFilter.Tags), $"There are {tags.Count} tags; at most {TagCount.Max} are allowed.");
        }
    }
}
