namespace Unified.Media;

/// <summary>
/// The conditions that an item must meet. A property that is empty or null sets no condition; an item must meet all of the others. Lists
/// are copied. Two filters are equal when all properties are, lists element by element in their order.
/// </summary>
public record MediaFilter
{
    /// <summary>
    /// The owner of the items; null for the user. Of another owner's items, only public ones are found. For
    /// <see cref="MediaUser.Service"/>, null stands for all owners; an anonymous user must set it.
    /// </summary>
    public OwnerId? Owner { get; init; }

    /// <summary>The kind is one of these.</summary>
    public IReadOnlyCollection<MediaKind> Kinds { get; init => field = ValueList<MediaKind>.Of(value); } = ValueList<MediaKind>.Empty;

    /// <summary>The source type is one of these.</summary>
    public IReadOnlyCollection<SourceType> SourceTypes { get; init => field = ValueList<SourceType>.Of(value); } = ValueList<SourceType>.Empty;

    /// <summary>The enhancement type is one of these. Letter case counts.</summary>
    public IReadOnlyCollection<string> EnhancementTypes { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The item has these tags; letter case does not count. At most 50.</summary>
    public IReadOnlyCollection<string> Tags { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Whether the item needs all of <see cref="Tags"/> or one of them.</summary>
    public TagMatch TagMatch { get; init; }

    /// <summary>The visibility is one of these.</summary>
    public IReadOnlyCollection<Visibility> Visibilities { get; init => field = ValueList<Visibility>.Of(value); } = ValueList<Visibility>.Empty;

    /// <summary>The content type is one of these: <c>image/png</c>.</summary>
    public IReadOnlyCollection<string> ContentTypes { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The item was created at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The item was created before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>The minimum size in bytes.</summary>
    public long? MinBytes { get; init; }

    /// <summary>The maximum size in bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The minimum width in pixels. Items of unknown width are left out.</summary>
    public int? MinWidth { get; init; }

    /// <summary>The maximum width in pixels. Items of unknown width are left out.</summary>
    public int? MaxWidth { get; init; }

    /// <summary>The minimum height in pixels. Items of unknown height are left out.</summary>
    public int? MinHeight { get; init; }

    /// <summary>The maximum height in pixels. Items of unknown height are left out.</summary>
    public int? MaxHeight { get; init; }

    /// <summary>
    /// Words to search for. Each must be the beginning of a word in the title, the description or a tag. Letter case does not count;
    /// accents do. At most 16 words and 200 characters.
    /// </summary>
    public string? Text { get; init; }
}
