using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

internal sealed record SignRequest(long ExpiresIn)
{
    public IReadOnlyList<string>? Paths { get; init; }

    public JsonObject? Transform { get; init; }
}
