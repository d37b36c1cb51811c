namespace Unified.Media.Supabase;

internal sealed record SignUploadResponse
{
    public required string Token { get; init; }
}
