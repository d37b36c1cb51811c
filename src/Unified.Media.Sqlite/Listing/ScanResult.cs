using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>The rows that a scan found.</summary>
/// <param name="Rows">The rows, at most the requested number.</param>
/// <param name="HasMore">True when the scan found another row after these rows.</param>
/// <param name="StoppedAt">The position of the last scanned row if the scan limit was reached; null otherwise.</param>
internal sealed record ScanResult<T>(IReadOnlyList<T> Rows, bool HasMore, PagePosition? StoppedAt);
