namespace Unified.Media.Drivers;

/// <summary>A list that was asked for, checked and normalised by the core.</summary>
public sealed record CatalogQuery
{
    /// <summary>How many rows a list may look at before it stops short and says where it was.</summary>
    public const int DefaultScanLimit = 10_000;

    /// <summary>Whose items; null for the user's own.</summary>
    public OwnerId? Owner { get; init; }

    /// <summary>The filter. <c>Tags</c> and <c>Text</c> are given again below, normalised: look at those.</summary>
    public MediaFilter Filter { get; init; } = new();

    /// <summary>The filter's tags as <see cref="TagKey"/> makes them, each once.</summary>
    public IReadOnlyList<string> TagKeys { get; init; } = [];

    /// <summary>
    /// The filter's words as <see cref="SearchWords"/> makes them, each once: each must be the beginning of a word of the item.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The order.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>After which row to begin; null from the start.</summary>
    public PagePosition? After { get; init; }

    /// <summary>How many items at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether the items come with their metadata; else it is empty. Filters and orders are the same either way.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>
    /// How many rows may be looked at where no index fits the filter. Reached, the page is short, and its position is that of the last row
    /// that was looked at.
    /// </summary>
    public int ScanLimit { get; init; } = DefaultScanLimit;
}
