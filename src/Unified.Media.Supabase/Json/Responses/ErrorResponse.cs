using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>The body of an error response. Every property may be missing or have another type, depending on the version of Storage.</summary>
internal sealed record ErrorResponse
{
    public JsonElement StatusCode { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Message { get; init; }

    public JsonElement Code { get; init; }
}
