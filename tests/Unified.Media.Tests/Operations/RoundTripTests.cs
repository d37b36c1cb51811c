namespace Unified.Media.Tests;

public sealed class RoundTripTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("harbour.jpg", "image/jpeg")]
    [InlineData("sunrise.png", "image/png")]
    public async Task Image_is_stored_listed_opened_and_deleted(string file, string contentType)
    {
        await using var host = MediaHost.InMemory();
        var alice = MediaUser.For("alice");

        var item = await host.Store.UploadUserImageAsync(alice, MediaFile.Path(file), Token);

        Assert.Equal(contentType, item.ContentType);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), item.Title);
        Assert.Equal($"/api/media/{item.Id}/content", item.ContentUrl);
        Assert.Equal([item.Id], (await host.Store.GetUserUnifiedMediaAsync(alice, cancellationToken: Token)).Items.Select(listed => listed.Id));
        await using (var download = await host.Store.OpenMediaAsync(alice, item.Id, cancellationToken: Token))
        {
            Assert.NotNull(download);
            Assert.Equal(item.Sha256, await Hash.OfAsync(download.Content));
        }

        Assert.Null(await host.Store.GetMediaAsync(MediaUser.For("bob"), item.Id, Token));
        Assert.True(await host.Store.DeleteMediaUnifiedAsync(alice, item.Id, cancellationToken: Token));
        Assert.Null(await host.Store.GetMediaAsync(alice, item.Id, Token));
    }
}
