namespace Unified.Media.Supabase;

/// <summary>The result of deleting many objects of a bucket. Each key is in one of the lists.</summary>
public sealed record BatchDeleteResult
{
    /// <summary>The keys of the deleted objects.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The keys of objects that did not exist.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>The keys of objects that still exist, because a policy protects them.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];
}
