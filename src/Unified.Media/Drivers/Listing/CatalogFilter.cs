namespace Unified.Media.Drivers;

/// <summary>
/// The filter of a list or a count, validated and normalized by the core. An item must match every field. An empty collection and an unbounded
/// range match every item. Collections contain no duplicates.
/// </summary>
public sealed record CatalogFilter
{
    /// <summary>The items to which the filter is applied. A list without a scope would reveal private items of other users.</summary>
    public required CatalogScope Scope { get; init; }

    /// <summary>The allowed kinds.</summary>
    public IReadOnlyList<MediaKind> Kinds { get; init; } = [];

    /// <summary>The allowed source types.</summary>
    public IReadOnlyList<SourceType> SourceTypes { get; init; } = [];

    /// <summary>The allowed enhancement types; case-sensitive.</summary>
    public IReadOnlyList<string> EnhancementTypes { get; init; } = [];

    /// <summary>The allowed visibilities as requested. Catalogs use <see cref="AllowedVisibilities"/>, which includes the scope.</summary>
    public IReadOnlyList<Visibility> Visibilities { get; init; } = [];

    /// <summary>The allowed content types.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>The tags, as <see cref="TagKey"/> normalizes them.</summary>
    public IReadOnlyList<string> TagKeys { get; init; } = [];

    /// <summary>The number of <see cref="TagKeys"/> that an item must have: all of them or at least one.</summary>
    public TagMatch TagMatch { get; init; }

    /// <summary>The search tokens, as <see cref="SearchTokenizer"/> creates them: each must be the prefix of a word of the item.</summary>
    public IReadOnlyList<string> SearchTokens { get; init; } = [];

    /// <summary>The time of creation, in microseconds since 1970.</summary>
    public LongRange Created { get; init; }

    /// <summary>The size in bytes.</summary>
    public LongRange Bytes { get; init; }

    /// <summary>The width in pixels. Items of unknown width are not in a range that has an end.</summary>
    public LongRange Width { get; init; }

    /// <summary>The height in pixels. Items of unknown height are not in a range that has an end.</summary>
    public LongRange Height { get; init; }

    /// <summary>The visibilities that an item may have; empty for any visibility. Ignore it when <see cref="IsEmpty"/> is true.</summary>
    public IReadOnlyList<Visibility> AllowedVisibilities => Scope.Access == CatalogAccess.PublicOnly ? [Visibility.Public] : Visibilities;

    /// <summary>True when no item can match the filter.</summary>
    public bool IsEmpty =>
        Created.IsEmpty || Bytes.IsEmpty || Width.IsEmpty || Height.IsEmpty
        || (Scope.Access == CatalogAccess.PublicOnly && Visibilities.Count > 0 && !Visibilities.Contains(Visibility.Public));

    /// <summary>Creates the filter for a user who lists the items of one owner, from a valid <paramref name="filter"/>.</summary>
    public static CatalogFilter Create(MediaUser user, OwnerId owner, MediaFilter filter) => Create(AccessRule.GetScope(user, owner), filter);

    /// <summary>Creates the filter within a scope, from a valid <paramref name="filter"/>.</summary>
    public static CatalogFilter Create(CatalogScope scope, MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        return new()
        {
            Scope = scope,
            Kinds = [.. filter.Kinds.Distinct()],
            SourceTypes = [.. filter.SourceTypes.Distinct()],
            EnhancementTypes = [.. filter.EnhancementTypes.Distinct(StringComparer.Ordinal)],
            Visibilities = [.. filter.Visibilities.Distinct()],
            ContentTypes = [.. filter.ContentTypes.Distinct(StringComparer.Ordinal)],
            TagKeys = [.. filter.Tags.Select(TagKey.FromTag).Distinct(StringComparer.Ordinal)],
            TagMatch = filter.TagMatch,
            SearchTokens = SearchTokenizer.Tokenize(filter.Text),
            Created = new(
                filter.CreatedFrom is { } from ? Microseconds.Ceiling(from) : null,
                filter.CreatedBefore is { } before ? Microseconds.Ceiling(before) - 1 : null),
            Bytes = new(filter.MinBytes, filter.MaxBytes),
            Width = new(filter.MinWidth, filter.MaxWidth),
            Height = new(filter.MinHeight, filter.MaxHeight),
        };
    }

    /// <summary>Returns the filter without the condition on one field. Facets use it to count every value of that field.</summary>
    public CatalogFilter Without(FilterField field) => field switch
    {
        FilterField.Kind => this with { Kinds = [] },
        FilterField.SourceType => this with { SourceTypes = [] },
        FilterField.EnhancementType => this with { EnhancementTypes = [] },
        FilterField.Visibility => this with { Visibilities = [] },
        FilterField.ContentType => this with { ContentTypes = [] },
        FilterField.Tags => this with { TagKeys = [] },
        FilterField.SearchTokens => this with { SearchTokens = [] },
        FilterField.Created => this with { Created = default },
        FilterField.Bytes => this with { Bytes = default },
        FilterField.Width => this with { Width = default },
        FilterField.Height => this with { Height = default },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "The owner is part of the scope and cannot be removed from a filter."),
    };
}
