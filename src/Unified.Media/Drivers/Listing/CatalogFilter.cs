namespace Unified.Media.Drivers;

/// <summary>
/// Which items a list or a count is about, checked and normalised by the core. A set that is empty and a range without ends do not filter;
/// different fields narrow one another. A value set holds each value once.
/// </summary>
public sealed record CatalogFilter
{
    /// <summary>The owner of the items.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>
    /// Which of the owner's items the user may see. Items beyond it are not looked at either: a page whose position named one would tell
    /// that it exists.
    /// </summary>
    public required CatalogAccess Access { get; init; }

    /// <summary>Any of these kinds.</summary>
    public IReadOnlyList<MediaKind> Kinds { get; init; } = [];

    /// <summary>Any of these source types.</summary>
    public IReadOnlyList<SourceType> SourceTypes { get; init; } = [];

    /// <summary>Any of these enhancement types, letter by letter.</summary>
    public IReadOnlyList<string> EnhancementTypes { get; init; } = [];

    /// <summary>Any of these visibilities, as far as <see cref="Access"/> goes: see <see cref="AllowedVisibilities"/>.</summary>
    public IReadOnlyList<Visibility> Visibilities { get; init; } = [];

    /// <summary>Any of these content types.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>These tags, as <see cref="TagKey"/> makes them.</summary>
    public IReadOnlyList<string> TagKeys { get; init; } = [];

    /// <summary>All of <see cref="TagKeys"/>, or any.</summary>
    public TagMatch TagMatch { get; init; }

    /// <summary>Words, as <see cref="SearchTokenizer"/> makes them: each must be the beginning of a word of the item.</summary>
    public IReadOnlyList<string> SearchTokens { get; init; } = [];

    /// <summary>The time of creation, in microseconds since 1970.</summary>
    public LongRange Created { get; init; }

    /// <summary>The size in bytes.</summary>
    public LongRange Bytes { get; init; }

    /// <summary>The width in pixels. Items of unknown width are not in a range that has an end.</summary>
    public LongRange Width { get; init; }

    /// <summary>The height in pixels. Items of unknown height are not in a range that has an end.</summary>
    public LongRange Height { get; init; }

    /// <summary>The visibilities that an item may have; any when empty. Not to be asked of a filter that <see cref="IsEmpty"/>.</summary>
    public IReadOnlyList<Visibility> AllowedVisibilities => Access == CatalogAccess.PublicOnly ? [Visibility.Public] : Visibilities;

    /// <summary>True when no item can fulfil the filter.</summary>
    public bool IsEmpty =>
        Created.IsEmpty || Bytes.IsEmpty || Width.IsEmpty || Height.IsEmpty
        || (Access == CatalogAccess.PublicOnly && Visibilities.Count > 0 && !Visibilities.Contains(Visibility.Public));

    /// <summary>The normal form of a valid filter, for a user who asks for an owner's items.</summary>
    public static CatalogFilter Of(MediaUser user, OwnerId owner, MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new()
        {
            Owner = owner,
            Access = AccessRule.GetAccess(user, owner),
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

    /// <summary>The same filter without one field: facets count each value of a field so.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "A filter always has this field."),
    };
}
