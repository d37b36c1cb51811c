using Microsoft.Extensions.Configuration;
using Unified.Media.Supabase;

namespace Unified.Media.Tool;

/// <summary>Supabase Storage as the settings name it.</summary>
internal static class SupabaseSettings
{
    public static bool AreThere(IConfiguration settings) =>
        settings["Supabase:Url"] is { Length: > 0 }
            || settings["Supabase:StorageUrl"] is { Length: > 0 } || settings["SUPABASE_URL"] is { Length: > 0 };

    // A tool that looks at a Storage makes no buckets in it.
    public static void LookOnly(SupabaseStorageOptions options) => options.CreateBuckets = false;
}
