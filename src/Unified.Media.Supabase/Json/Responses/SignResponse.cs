namespace Unified.Media.Supabase;

internal sealed record SignResponse
{
    public string? Error { get; init; }

    public string? Path { get; init; }

    public string? SignedURL { get; init; }
}
