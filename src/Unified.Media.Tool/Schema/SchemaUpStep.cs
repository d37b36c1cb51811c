namespace Unified.Media.Tool;

/// <summary>A step that was applied, or would be applied in a dry run.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="Kind">The kind of step: <c>versioned</c>, <c>repeatable</c>, <c>batch</c> or <c>concurrent</c>.</param>
/// <param name="Duration">The time that the step took; null in a dry run.</param>
/// <param name="Rows">The number of rows that its batches changed.</param>
internal sealed record SchemaUpStep(string Name, string Kind, TimeSpan? Duration, long Rows);
