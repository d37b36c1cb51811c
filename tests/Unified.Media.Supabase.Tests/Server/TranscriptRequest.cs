using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>
/// A request. Words in braces stand for what differs from run to run: <c>{private}</c>, <c>{public}</c>, <c>{limited}</c> (buckets),
/// <c>{user}</c>, <c>{other}</c> (ids), and what earlier steps kept.
/// </summary>
internal sealed record TranscriptRequest
{
    public required string Method { get; init; }

    /// <summary>Sent as it stands, after the words in braces are replaced.</summary>
    public required string Path { get; init; }

    /// <summary>Whose token: service (default), anon, user, other, expired, foreign (signed with another key), garbage, none.</summary>
    public string? As { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>A JSON body, sent with its content type.</summary>
    public JsonNode? Json { get; init; }

    /// <summary>A body of text; its content type comes from the headers.</summary>
    public string? Text { get; init; }

    /// <summary>A body of that many bytes in a fixed pattern.</summary>
    public int? Bytes { get; init; }

    /// <summary>Sends the body without its length.</summary>
    public bool Chunked { get; init; }
}
