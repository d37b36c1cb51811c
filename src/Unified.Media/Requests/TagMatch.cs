namespace Unified.Media;

/// <summary>How several tags filter.</summary>
public enum TagMatch
{
    /// <summary>An item has every tag.</summary>
    All,

    /// <summary>An item has one of the tags at least.</summary>
    Any,
}
