using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class BuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embedded_stores_catalog_and_objects_in_one_folder()
    {
        var root = Path.Combine(_folder.Path, "media");
        await using (var services = Services(media => media.UseEmbedded(root)))
        {
            var catalog = services.GetRequiredService<IMediaCatalog>();
            await catalog.GetAbility<IPreparable>()!.PrepareAsync(Cancel);
            Assert.Equal("sqlite", catalog.ProviderName);
            Assert.Equal("folder", services.GetRequiredService<IObjectStore>().ProviderName);
        }

        Assert.True(File.Exists(Path.Combine(root, "catalog.db")));
    }

    [Fact]
    public async Task Container_closes_the_file_behind_a_decorator()
    {
        await using (var services = Services(media => media
            .UseLocalFolder(_folder.File("objects"))
            .UseSqlite(_folder.File())
            .DecorateCatalog((inner, _) => new PassingThrough(inner))))
        {
            var catalog = services.GetRequiredService<IMediaCatalog>();
            Assert.IsType<PassingThrough>(catalog);
            var filter = CatalogFilter.Create(MediaUser.For("u"), OwnerId.Parse("u"), new());
            await catalog.ListAsync(MediaUser.For("u"), new() { Filter = filter }, Cancel);
            Assert.True(File.Exists(_folder.File("catalog.db-wal")));
        }

        Assert.False(File.Exists(_folder.File("catalog.db-wal")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Path_is_required(string path)
    {
        Assert.Throws<ArgumentException>(() => Services(media => media.UseSqlite(path)));
        Assert.Throws<ArgumentException>(() => Services(media => media.UseEmbedded(path)));
    }

    public void Dispose() => _folder.Dispose();

    private static ServiceProvider Services(Action<UnifiedMediaBuilder> configure) =>
        new ServiceCollection().AddLogging().AddUnifiedMedia(configure).BuildServiceProvider();

    private sealed class PassingThrough(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
}
