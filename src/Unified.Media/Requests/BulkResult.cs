namespace Unified.Media;

/// <summary>What became of one item of a bulk operation.</summary>
/// <param name="Id">The item.</param>
/// <param name="Outcome">Done, not there, or failed.</param>
/// <param name="Error">The error of a failed item; null otherwise.</param>
public sealed record BulkResult(MediaId Id, BulkOutcome Outcome, MediaException? Error = null);
