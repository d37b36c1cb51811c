namespace Unified.Media.Supabase;

internal sealed record ListingBody
{
    public bool HasNext { get; init; }

    public string? NextCursor { get; init; }

    public IReadOnlyList<ListedBody> Objects { get; init; } = [];
}
