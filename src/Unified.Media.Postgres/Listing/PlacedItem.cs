using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A row of a list.</summary>
/// <param name="Position">Where it is in the order.</param>
/// <param name="Item">The item; null where the row only tells where the search was.</param>
/// <param name="Number">The number of the row among those that were looked at, where they are numbered.</param>
internal readonly record struct PlacedItem(PagePosition Position, MediaItem? Item, long Number);
