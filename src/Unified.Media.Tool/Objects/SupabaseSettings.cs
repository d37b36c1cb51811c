using Microsoft.Extensions.Configuration;
using Unified.Media.Supabase;

namespace Unified.Media.Tool;

/// <summary>The settings of Supabase Storage.</summary>
internal static class SupabaseSettings
{
    public static bool IsConfigured(IConfiguration settings) =>
        settings["Supabase:Url"] is { Length: > 0 }
            || settings["Supabase:StorageUrl"] is { Length: > 0 } || settings["SUPABASE_URL"] is { Length: > 0 };

    // The tool must not create buckets in a storage that it only inspects.
    public static void DisableBucketCreation(SupabaseStorageOptions options) => options.CreateBuckets = false;
}
