using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the in-memory drivers.</summary>
public static class InMemoryBuilderExtensions
{
    /// <summary>Keeps objects and facts in memory: for tests and trials. All is lost when the process ends.</summary>
    public static UnifiedMediaBuilder UseInMemory(this UnifiedMediaBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .UseObjectStore(nameof(UseInMemory), services => new InMemoryObjectStore(services.GetRequiredService<TimeProvider>()))
            .UseCatalog(nameof(UseInMemory), services => new InMemoryMediaCatalog(services.GetRequiredService<TimeProvider>()));
    }
}
