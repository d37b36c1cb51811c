namespace Unified.Media.Supabase;

/// <summary>The result of a batch deletion, by key. Storage itself answers success for all of them.</summary>
/// <param name="Deleted">These are deleted.</param>
/// <param name="NotFound">These were not there.</param>
/// <param name="Denied">These are still there: a policy forbids to delete them.</param>
public sealed record BatchDeleteResult(IReadOnlyList<string> Deleted, IReadOnlyList<string> NotFound, IReadOnlyList<string> Denied);
