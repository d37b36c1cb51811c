using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>Storage's description of an error. Every property may be missing or of another type.</summary>
internal sealed record ErrorResponse
{
    public JsonElement StatusCode { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Message { get; init; }

    public JsonElement Code { get; init; }
}
