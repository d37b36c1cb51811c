namespace Unified.Media.Benchmarks;

/// <summary>An item of the library with its tags and search words.</summary>
internal sealed record LibraryRow
{
    public required Guid Id { get; init; }

    public required Guid Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool IsVideo { get; init; }

    public required bool IsPublic { get; init; }

    public required string Source { get; init; }

    public required int Width { get; init; }

    public required long Bytes { get; init; }

    public required byte[] Sha256 { get; init; }

    public required string Title { get; init; }

    public required string[] Tags { get; init; }

    public required string[] Words { get; init; }

    public required string Metadata { get; init; }
}
