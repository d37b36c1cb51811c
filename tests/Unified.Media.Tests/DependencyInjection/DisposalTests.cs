using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class DisposalTests
{
    public static TheoryData<string> Drivers => ["memory", "embedded", "postgres", "postgres with migrations", "supabase"];

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_service_provider_with_any_driver_can_be_disposed_synchronously(string drivers)
    {
        using var folder = new TemporaryDirectory();
        var services = new ServiceCollection().AddUnifiedMedia(media => Use(media, drivers, folder.Path));
        var provider = services.BuildServiceProvider();
        foreach (var service in services.Where(service => !service.ServiceType.IsGenericTypeDefinition))
        {
            _ = provider.GetService(service.ServiceType);
        }

        provider.Dispose();

        Assert.Throws<ObjectDisposedException>(() => provider.GetService<IUnifiedMediaStore>());
    }

    [Fact]
    public void A_decorated_driver_is_disposed_synchronously()
    {
        var inner = new DisposableStore(new InMemoryObjectStore(TimeProvider.System));
        var provider = new ServiceCollection()
            .AddUnifiedMedia(media => media
                .UseObjectStore("test", _ => inner)
                .UseCatalog("test", _ => new InMemoryMediaCatalog(TimeProvider.System))
                .DecorateObjectStore((store, _) => new RecordingStore(store)))
            .BuildServiceProvider();
        _ = provider.GetRequiredService<IUnifiedMediaStore>();

        provider.Dispose();

        Assert.True(inner.IsDisposed);
    }

    private static void Use(UnifiedMediaBuilder media, string drivers, string folder) => _ = drivers switch
    {
        "memory" => media.UseInMemory(),
        "embedded" => media.UseEmbedded(folder),
        "postgres" => media.UseLocalFolder(folder).UsePostgres(
            "Host=absent.invalid",
            options =>
            {
                options.WorkerConnectionString = "Host=absent.invalid;Username=worker";
                options.ServiceConnectionString = "Host=absent.invalid;Username=service";
            }),
        "postgres with migrations" => media.UseLocalFolder(folder).UsePostgres("Host=absent.invalid").MigrateOnStart("Host=absent.invalid"),
        "supabase" => media.UseSqlite(Path.Combine(folder, "catalog.db")).UseSupabaseStorage(options =>
        {
            options.Url = new("https://absent.invalid");
            options.ServiceRoleKey = "sb_secret_test";
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(drivers), drivers, null),
    };

    private sealed class DisposableStore(IObjectStore inner) : DelegatingObjectStore(inner), IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class TemporaryDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("unified-media-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
