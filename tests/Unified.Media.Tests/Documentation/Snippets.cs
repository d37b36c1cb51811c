using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Unified.Media.Tests;

/// <summary>The compiled C# blocks of the pages. The name of a region is the name in the page.</summary>
internal static class Snippets
{
    public static async Task<MediaItem> ExampleAsync(string path)
    {
        #region Example
        var services = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory());
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<IUnifiedMediaStore>();
        var alice = MediaUser.For("alice");

        var photo = await store.UploadUserImageAsync(alice, path);
        Console.WriteLine($"{photo.ContentType}, {photo.Width} x {photo.Height} pixels, {photo.ContentUrl}");

        var found = await store.GetUserUnifiedMediaAsync(alice, new MediaQuery { Kinds = [MediaKind.Image] });
        await using var download = await store.OpenMediaAsync(alice, found.Items[0].Id);
        Console.WriteLine($"{download!.Length} bytes of {download.Item.Title}");
        Console.WriteLine(await store.DeleteMediaUnifiedAsync(alice, photo.Id));
        #endregion

        return download.Item;
    }

    public static void Configuration(HostApplicationBuilder builder)
    {
        #region Configuration
        builder.Services.AddUnifiedMedia(media => media
            .UseEmbedded("./media")
            .Bind(builder.Configuration.GetSection("Media"))
            .Configure(options => options.Videos.MaxDuration = TimeSpan.FromMinutes(10)));
        #endregion
    }

    public static void Production(HostApplicationBuilder builder)
    {
        #region Production
        builder.Services.AddUnifiedMedia(media => media
            .Bind(builder.Configuration.GetSection("Media"))
            .MigrateOnStart()
            .UsePostgres(options => options.WorkerConnectionString = builder.Configuration.GetConnectionString("MediaWorker"))
            .UseSupabaseStorage());
        #endregion
    }

    public static async Task<MediaItem> UploadAsync(IUnifiedMediaStore store, MediaUser user, CancellationToken cancellationToken)
    {
        #region Upload
        var item = await store.UploadUserImageAsync(user, new MediaUpload
        {
            Content = MediaContent.FromUri("https://images.example.com/harbour.jpg"),
            Title = "Harbour",
            Tags = ["sea", "2026"],
            Source = SourceType.Stock,
            Visibility = Visibility.Public,
            IdempotencyKey = "import-4711",
        }, cancellationToken);
        #endregion

        return item;
    }

    public static async Task<MediaPage> InMemoryTestAsync(MediaUser user)
    {
        #region InMemoryTest
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseInMemory())
            .BuildServiceProvider();
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        #endregion

        return await store.GetUserUnifiedMediaAsync(user);
    }
}
