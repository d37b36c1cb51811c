namespace Unified.Media;

/// <summary>The orders of a list. Ties are broken by id, in the direction of the order, so every order is total.</summary>
public enum MediaSort
{
    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The earliest first.</summary>
    Oldest,

    /// <summary>The most bytes first.</summary>
    Largest,

    /// <summary>By the lower-cased title, by code point; items without a title first.</summary>
    Title,
}
