namespace Unified.Media.Drivers;

/// <summary>
/// The sort key of titles: the first 255 UTF-16 characters in invariant lower case, compared by code point. A missing title sorts like an empty
/// title. The length is limited because legacy titles can be too long for an index or a cursor.
/// </summary>
public static class TitleSortKey
{
    private const int MaxLength = 255;

#pragma warning disable CA1308 // The sort key is the lower-cased title by definition.
    /// <summary>Returns the sort key of a title.</summary>
    public static string FromTitle(string? title) => title is null ? "" : Truncate(title).ToLowerInvariant();
#pragma warning restore CA1308

    private static string Truncate(string title) =>
        title.Length <= MaxLength ? title : title[..(char.IsHighSurrogate(title[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
