using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>
/// A request. Placeholders in braces stand for values that differ between runs: <c>{private}</c>, <c>{public}</c>, <c>{limited}</c> (buckets),
/// <c>{user}</c>, <c>{other}</c> (ids), and values of earlier responses.
/// </summary>
internal sealed record TranscriptRequest
{
    public required string Method { get; init; }

    /// <summary>The raw path. Placeholders are replaced before it is sent.</summary>
    public required string Path { get; init; }

    /// <summary>The token: service (default), anon, user, other, expired, foreign (signed with another key), garbage, opaque, none.</summary>
    public string? As { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>A JSON body, which is sent with its content type.</summary>
    public JsonNode? Json { get; init; }

    /// <summary>A text body. Its content type comes from the headers.</summary>
    public string? Text { get; init; }

    /// <summary>The number of bytes of a body with a fixed pattern.</summary>
    public int? Bytes { get; init; }

    /// <summary>True to send the body with chunked transfer encoding.</summary>
    public bool Chunked { get; init; }
}
