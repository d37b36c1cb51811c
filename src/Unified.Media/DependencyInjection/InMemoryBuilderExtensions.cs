using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension method that selects the in-memory drivers.</summary>
public static class InMemoryBuilderExtensions
{
    /// <summary>Stores objects and items in memory, for tests and trials. They are lost when the process ends.</summary>
    public static UnifiedMediaBuilder UseInMemory(this UnifiedMediaBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .UseObjectStore(nameof(UseInMemory), services => new InMemoryObjectStore(services.GetRequiredService<TimeProvider>()))
            .UseCatalog(nameof(UseInMemory), services => new InMemoryMediaCatalog(services.GetRequiredService<TimeProvider>()));
    }
}
