namespace Unified.Media.Drivers;

/// <summary>
/// How titles sort: the first 255 characters (UTF-16), lower-cased without regard to culture, compared by code point; no title sorts as an
/// empty one. Older titles can be longer than an index or a cursor can hold.
/// </summary>
public static class TitleKey
{
    private const int MaxLength = 255;

#pragma warning disable CA1308 // The sort key is the lower-cased title by definition.
    /// <summary>The key of a title.</summary>
    public static string Of(string? title) => title is null ? "" : Cut(title).ToLowerInvariant();
#pragma warning restore CA1308

    private static string Cut(string title) =>
        title.Length <= MaxLength ? title : title[..(char.IsHighSurrogate(title[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
