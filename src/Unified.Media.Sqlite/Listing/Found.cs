using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>What a search found.</summary>
/// <param name="Rows">The rows, no more than were asked for.</param>
/// <param name="HasMore">True when there certainly is another row.</param>
/// <param name="StoppedAt">The last row that was looked at, where the search stopped short of the end; null otherwise.</param>
internal sealed record Found<T>(IReadOnlyList<T> Rows, bool HasMore, PagePosition? StoppedAt);
