using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

public static class BuilderExtensions
{
    /// <summary>The driver with a catalog in memory.</summary>
    public static UnifiedMediaBuilder UseInMemoryWith(this UnifiedMediaBuilder builder, Action<SupabaseStorageOptions>? configure) => builder
        .UseCatalog("UseInMemory", provider => SupabaseHost.NewCatalog(provider.GetRequiredService<TimeProvider>()))
        .UseSupabaseStorage(configure);
}
