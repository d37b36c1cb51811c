namespace Unified.Media.Tool;

/// <summary>A step that was applied, or would be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is run: <c>transaction</c>, <c>repeatable</c>, <c>batch</c> or <c>concurrent</c>.</param>
/// <param name="Duration">How long it took; null in a dry run.</param>
/// <param name="Rows">How many rows its batches changed.</param>
internal sealed record UpLine(string Name, string Kind, TimeSpan? Duration, long Rows);
