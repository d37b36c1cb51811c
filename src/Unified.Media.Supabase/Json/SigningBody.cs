using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

internal sealed record SigningBody(long ExpiresIn)
{
    public IReadOnlyList<string>? Paths { get; init; }

    public JsonObject? Transform { get; init; }
}
