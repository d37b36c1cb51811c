namespace Unified.Media.Supabase.Tests;

/// <summary>Sends every upload that has a byte in chunks.</summary>
public sealed class ResumableHarness : SupabaseHarness
{
    protected override void Configure(SupabaseStorageOptions options)
    {
        options.ResumableThresholdBytes = 1;
        options.ResumableChunkBytes = 256 * 1024;
    }
}
