namespace Unified.Media.Supabase;

internal sealed record ListedObject
{
    public required string Name { get; init; }

    public ListedMetadata? Metadata { get; init; }
}
