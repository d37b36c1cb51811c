namespace Unified.Media;

/// <summary>
/// The conditions of a list or a count. An item must meet all of them; a property that is null or empty is not a condition. A list has at most 100
/// values, and a string in it has 1 to 200 characters. Lists are copied. Two filters are equal when all their properties are equal and their lists
/// have equal elements in the same order.
/// </summary>
public record MediaFilter
{
    /// <summary>
    /// The owner of the items. Null (default) means the user who makes the call, or all owners for <see cref="MediaUser.Service"/> and for
    /// <see cref="IUnifiedMediaStore.GetPublicMediaAsync"/>; in other calls, an anonymous user must set it. Items of another owner are found only if
    /// they are public; <see cref="MediaUser.Service"/> finds all of them.
    /// </summary>
    public OwnerId? Owner { get; init; }

    /// <summary>The kinds to find.</summary>
    public IReadOnlyCollection<MediaKind> Kinds { get; init => field = ValueList<MediaKind>.Of(value); } = ValueList<MediaKind>.Empty;

    /// <summary>The source types to find.</summary>
    public IReadOnlyCollection<SourceType> SourceTypes { get; init => field = ValueList<SourceType>.Of(value); } = ValueList<SourceType>.Empty;

    /// <summary>The enhancement types to find. Case-sensitive.</summary>
    public IReadOnlyCollection<string> EnhancementTypes { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The tags to find, at most 50. Case-insensitive.</summary>
    public IReadOnlyCollection<string> Tags { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Specifies whether an item must have all of <see cref="Tags"/> (default) or at least one.</summary>
    public TagMatch TagMatch { get; init; }

    /// <summary>The visibilities to find.</summary>
    public IReadOnlyCollection<Visibility> Visibilities { get; init => field = ValueList<Visibility>.Of(value); } = ValueList<Visibility>.Empty;

    /// <summary>The content types to find, such as <c>image/png</c>. Case-sensitive.</summary>
    public IReadOnlyCollection<string> ContentTypes { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The earliest time of creation, inclusive.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The end of the range of creation times, exclusive.</summary>
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
    /// The words to search for, at most 16 words and 200 characters. Each must be the beginning of a word in the title, the description or a tag.
    /// Case-insensitive and accent-sensitive. Must contain a letter or a digit, unless it is empty or white space.
    /// </summary>
    public string? Text { get; init; }
}
