namespace Unified.Media.Supabase;

internal sealed record ListResponse
{
    public bool HasNext { get; init; }

    public string? NextCursor { get; init; }

    public IReadOnlyList<ListedObject> Objects { get; init; } = [];
}
