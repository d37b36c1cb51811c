using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

public static class BuilderExtensions
{
    /// <summary>Registers the driver with an in-memory catalog.</summary>
    public static UnifiedMediaBuilder UseInMemoryWith(this UnifiedMediaBuilder builder, Action<SupabaseStorageOptions>? configure) => builder
        .UseCatalog("UseInMemory", provider => SupabaseHost.NewCatalog(provider.GetRequiredService<TimeProvider>()))
        .UseSupabaseStorage(configure);
}
