namespace Unified.Media;

/// <summary>Which items. What is empty or null does not filter; different properties narrow one another.</summary>
public record MediaFilter
{
    /// <summary>The owner of the items; null for the user. Of another owner's items, only public ones are found.</summary>
    public OwnerId? Owner { get; init; }

    /// <summary>Any of these kinds.</summary>
    public IReadOnlyCollection<MediaKind> Kinds { get; init; } = [];

    /// <summary>Any of these source types.</summary>
    public IReadOnlyCollection<SourceType> SourceTypes { get; init; } = [];

    /// <summary>Any of these enhancement types, letter by letter.</summary>
    public IReadOnlyCollection<string> EnhancementTypes { get; init; } = [];

    /// <summary>These tags, without regard to letter case.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>All of <see cref="Tags"/>, or any.</summary>
    public TagMatch TagMatch { get; init; }

    /// <summary>Any of these visibilities.</summary>
    public IReadOnlyCollection<Visibility> Visibilities { get; init; } = [];

    /// <summary>Any of these content types: <c>image/png</c>.</summary>
    public IReadOnlyCollection<string> ContentTypes { get; init; } = [];

    /// <summary>Made at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>At least as many bytes.</summary>
    public long? MinBytes { get; init; }

    /// <summary>At most as many bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>At least as many pixels wide. Items of unknown width are left out.</summary>
    public int? MinWidth { get; init; }

    /// <summary>At most as many pixels wide. Items of unknown width are left out.</summary>
    public int? MaxWidth { get; init; }

    /// <summary>At least as many pixels high. Items of unknown height are left out.</summary>
    public int? MinHeight { get; init; }

    /// <summary>At most as many pixels high. Items of unknown height are left out.</summary>
    public int? MaxHeight { get; init; }

    /// <summary>
    /// Words, of which each must be the beginning of a word in the title, the description or a tag, without regard to letter case.
    /// Accents count. At most 16 words and 200 characters.
    /// </summary>
    public string? Text { get; init; }
}
