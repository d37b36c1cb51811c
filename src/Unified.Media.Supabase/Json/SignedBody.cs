namespace Unified.Media.Supabase;

internal sealed record SignedBody
{
    public string? Error { get; init; }

    public string? Path { get; init; }

    public string? SignedURL { get; init; }
}
