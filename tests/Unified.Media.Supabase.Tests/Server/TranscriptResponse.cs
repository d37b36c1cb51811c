using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>An answer, reduced to what a client can rely on: volatile values are replaced by words in braces.</summary>
internal sealed record TranscriptResponse
{
    public required int Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public JsonNode? Json { get; init; }

    public string? Text { get; init; }

    /// <summary>Length and SHA-256 of a body too long to be written down.</summary>
    public string? Digest { get; init; }
}
