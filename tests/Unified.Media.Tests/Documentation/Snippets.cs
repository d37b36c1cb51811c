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
            .UsePostgres()
            .UseSupabaseStorage());
        #endregion
    }
}
