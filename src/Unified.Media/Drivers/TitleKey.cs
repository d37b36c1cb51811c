namespace Unified.Media.Drivers;

/// <summary>How titles sort: lower-cased without regard to culture, compared by code point; no title sorts as an empty one.</summary>
public static class TitleKey
{
#pragma warning disable CA1308 // The sort key is the lower-cased title by definition.
    /// <summary>The key of a title.</summary>
    public static string Of(string? title) => title?.ToLowerInvariant() ?? "";
#pragma warning restore CA1308
}
