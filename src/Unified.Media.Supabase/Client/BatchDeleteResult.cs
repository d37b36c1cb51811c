namespace Unified.Media.Supabase;

/// <summary>The result of <see cref="ISupabaseBucket.DeleteManyAsync"/>. Each key is in exactly one of the lists.</summary>
public sealed record BatchDeleteResult
{
    /// <summary>The keys of the deleted objects.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The keys of objects that did not exist.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>The keys of objects that were not deleted, because a policy does not allow it.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];
}
