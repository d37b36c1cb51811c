using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>What Storage answers instead of what was asked for. Every field may be missing or of another type.</summary>
internal sealed record ErrorResponse
{
    public JsonElement StatusCode { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Message { get; init; }

    public JsonElement Code { get; init; }
}
