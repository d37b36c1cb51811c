using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>A normalized response: placeholders in braces replace volatile values.</summary>
internal sealed record TranscriptResponse
{
    public required int Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public JsonNode? Json { get; init; }

    public string? Text { get; init; }

    /// <summary>The length and the SHA-256 of a long body.</summary>
    public string? Digest { get; init; }
}
