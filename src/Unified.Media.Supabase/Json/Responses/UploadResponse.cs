namespace Unified.Media.Supabase;

internal sealed record UploadResponse
{
    public string? Id { get; init; }
}
