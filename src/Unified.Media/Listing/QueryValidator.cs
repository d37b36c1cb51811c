using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Validates queries and normalizes them for catalogs.</summary>
internal static class QueryValidator
{
    private const int MaxPageSize = 200;
    private const int MaxValues = 100;
    private const int MaxWords = 16;
    private const int MaxTextLength = 200;

    /// <summary>
    /// Validates a query. A query without an owner lists the items of the user or, for the service, the items of all owners. The cursor is not
    /// validated: the result is the query for the first page.
    /// </summary>
    /// <exception cref="MediaRejectedException">
    /// The user is anonymous and the query has no owner, or the query breaks rules; the error names all of them.
    /// </exception>
    public static CatalogQuery Validate(MediaUser user, MediaQuery query) => Validate(ScopeOf(user, query), query);

    /// <summary>Validates a query for public items: the items of its owner, or of all owners if the query has no owner.</summary>
    /// <exception cref="MediaRejectedException">The query breaks rules; the error names all of them.</exception>
    public static CatalogQuery ValidatePublic(MediaQuery query) => Validate(
        query.Owner is { } owner ? CatalogScope.ForOwner(owner, CatalogAccess.PublicOnly) : CatalogScope.ForAllOwners(CatalogAccess.PublicOnly),
        query);

    /// <summary>Validates a filter with the same rules as a query. The error also contains the given reasons.</summary>
    /// <exception cref="MediaRejectedException">
    /// The user is anonymous and the filter has no owner, or the filter breaks rules; the error names all of them.
    /// </exception>
    public static CatalogFilter Validate(MediaUser user, MediaFilter filter, RejectionReasons reasons) =>
        Validate(ScopeOf(user, filter), filter, reasons);

    private static CatalogQuery Validate(CatalogScope scope, MediaQuery query)
    {
        var reasons = new RejectionReasons();
        CheckPage(reasons, query);
        return new()
        {
            Filter = Validate(scope, query, reasons),
            Sort = query.Sort,
            Limit = query.PageSize ?? MediaQuery.DefaultPageSize,
            IncludeMetadata = !query.OmitMetadata,
        };
    }

    private static CatalogFilter Validate(CatalogScope scope, MediaFilter filter, RejectionReasons reasons)
    {
        if (!Enum.IsDefined(filter.TagMatch))
        {
            reasons.AddField(nameof(filter.TagMatch), "Unknown tag match.");
        }

        CheckLists(reasons, filter);
        CheckRanges(reasons, filter);
        CheckText(reasons, filter.Text);
        CheckTags(reasons, filter.Tags);
        reasons.ThrowIfAny();
        return CatalogFilter.Create(scope, filter);
    }

    private static CatalogScope ScopeOf(MediaUser user, MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(user);
        var owner = filter.Owner ?? user.Id;
        if (owner is null && !user.IsService)
        {
            throw new MediaRejectedException([
                new(
                    RejectionCode.InvalidField,
                    "An anonymous user has no items. Set Owner, or call GetPublicMediaAsync to list the public items of all owners.")
                {
                    Field = nameof(MediaFilter.Owner),
                }]);
        }

        return AccessRule.GetScope(user, owner);
    }

    private static void CheckPage(RejectionReasons reasons, MediaQuery query)
    {
        if (query.PageSize is < 1 or > MaxPageSize)
        {
            reasons.AddField(nameof(query.PageSize), $"The page size is {query.PageSize}; it must be between 1 and {MaxPageSize}.");
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
            text is not { Length: > 0 and <= MaxTextLength } || !UnicodeText.IsWellFormed(text) || text.Contains('\0', StringComparison.Ordinal)))
        {
            reasons.AddField(field, $"{field} has a value that is empty, longer than {MaxTextLength} characters, or contains invalid Unicode.");
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

        var tokens = text.Length <= MaxTextLength ? SearchTokenizer.Tokenize(text) : [];
        if (text.Length > MaxTextLength || tokens.Count > MaxWords)
        {
            reasons.AddField(nameof(MediaFilter.Text), $"The text has more than {MaxTextLength} characters or {MaxWords} words.");
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
