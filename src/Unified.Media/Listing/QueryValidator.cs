using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Checks queries, and gives catalogs their normal form.</summary>
internal static class QueryValidator
{
    private const int MaxPageSize = 200;
    private const int MaxValues = 100;
    private const int MaxWords = 16;
    private const int MaxText = 200;

    /// <summary>The first page of what the user asks for. The cursor is not looked at.</summary>
    /// <exception cref="MediaRejectedException">
    /// The query names no owner and the user has no items; or it breaks rules, which are all named.
    /// </exception>
    public static CatalogQuery Validate(MediaUser user, MediaQuery query)
    {
        var reasons = new RejectionReasons();
        CheckPage(reasons, query);
        return new()
        {
            Filter = Validate(user, query, reasons),
            Sort = query.Sort,
            Limit = query.PageSize ?? MediaQuery.DefaultPageSize,
            IncludeMetadata = !query.OmitMetadata,
        };
    }

    /// <summary>The normal form of a filter. The error names the reasons that were found before too.</summary>
    /// <exception cref="MediaRejectedException">
    /// The filter names no owner and the user has no items; or it breaks rules, which are all named.
    /// </exception>
    public static CatalogFilter Validate(MediaUser user, MediaFilter filter, RejectionReasons reasons)
    {
        var owner = OwnerOf(user, filter);
        if (!Enum.IsDefined(filter.TagMatch))
        {
            reasons.AddField(nameof(filter.TagMatch), "Unknown way to match tags.");
        }

        CheckLists(reasons, filter);
        CheckRanges(reasons, filter);
        CheckText(reasons, filter.Text);
        CheckTags(reasons, filter.Tags);
        reasons.ThrowIfAny();
        return CatalogFilter.Of(user, owner, filter);
    }

    private static OwnerId OwnerOf(MediaUser user, MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(user);
        return filter.Owner ?? user.Id ?? throw new MediaRejectedException([
            new(RejectionCode.InvalidField, "This user has no items: name the owner whose items to list.") { Field = nameof(MediaFilter.Owner) }]);
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
    }

    private static void CheckLists(RejectionReasons reasons, MediaFilter filter)
    {
        (string Field, int Count)[] lists =
        [
            (nameof(filter.Kinds), filter.Kinds.Count),
            (nameof(filter.SourceTypes), filter.SourceTypes.Count),
            (nameof(filter.EnhancementTypes), filter.EnhancementTypes.Count),
            (nameof(filter.Visibilities), filter.Visibilities.Count),
            (nameof(filter.ContentTypes), filter.ContentTypes.Count),
        ];
        foreach (var (field, count) in lists.Where(list => list.Count > MaxValues))
        {
            reasons.AddField(field, $"{field} has {count} values; at most {MaxValues} are allowed.");
        }

        CheckTexts(reasons, nameof(filter.EnhancementTypes), filter.EnhancementTypes);
        CheckTexts(reasons, nameof(filter.ContentTypes), filter.ContentTypes);
    }

    private static void CheckTexts(RejectionReasons reasons, string field, IEnumerable<string> texts)
    {
        if (texts.Any(text =>
            string.IsNullOrEmpty(text) || text.Length > MaxText || !UnicodeText.IsWellFormed(text) || text.Contains('\0', StringComparison.Ordinal)))
        {
            reasons.AddField(field, $"{field} has a value that is empty, longer than {MaxText} characters, or contains invalid Unicode.");
        }
    }

    private static void CheckRanges(RejectionReasons reasons, MediaFilter filter)
    {
        CheckRange(reasons, "CreatedFrom", filter.CreatedFrom?.UtcTicks, filter.CreatedBefore?.UtcTicks);
        CheckRange(reasons, "MinBytes", filter.MinBytes, filter.MaxBytes);
        CheckRange(reasons, "MinWidth", filter.MinWidth, filter.MaxWidth);
        CheckRange(reasons, "MinHeight", filter.MinHeight, filter.MaxHeight);
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

        var tokens = text.Length <= MaxText ? SearchTokenizer.Tokenize(text) : [];
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
