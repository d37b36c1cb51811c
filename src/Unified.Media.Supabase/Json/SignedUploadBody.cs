namespace Unified.Media.Supabase;

internal sealed record SignedUploadBody
{
    public required string Token { get; init; }
}
