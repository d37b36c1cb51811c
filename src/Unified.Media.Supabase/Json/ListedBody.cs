namespace Unified.Media.Supabase;

internal sealed record ListedBody
{
    public required string Name { get; init; }

    public ListedFacts? Metadata { get; init; }
}
