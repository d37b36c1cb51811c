using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>The rows that a scan found.</summary>
/// <param name="Rows">The rows, no more than the scan's limit.</param>
/// <param name="HasMore">True when there certainly is another row.</param>
/// <param name="StoppedAt">The last row that the scan looked at before it stopped short of the end; null when it did not.</param>
internal sealed record ScanResult<T>(IReadOnlyList<T> Rows, bool HasMore, PagePosition? StoppedAt);
