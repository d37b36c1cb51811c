namespace Unified.Media.Packages.Tests;

/// <summary>
/// The items of two users in the fixtures of a release: <see cref="FillAsync"/> creates them with the released code, and
/// <see cref="VerifyAsync"/> checks that later code can list, read, change and delete them.
/// </summary>
internal static class ReleaseLibrary
{
    public static readonly MediaUser Alice = MediaUser.For(Guid.Parse("6f0c1a58-0d0e-4b5e-9a3e-1f6f5b1c9a01"));
    public static readonly MediaUser Bob = MediaUser.For(Guid.Parse("6f0c1a58-0d0e-4b5e-9a3e-1f6f5b1c9a02"));

    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task FillAsync(IUnifiedMediaStore store)
    {
        var sunrise = await store.UploadUserImageAsync(Alice, Upload("Sunrise over the sea", Visibility.Public, ["sea", "Dawn"]), Cancel);
        await store.SaveEnhancedImageUnifiedAsync(
            Alice,
            new EnhancedImage
            {
                Content = MediaContent.FromBytes(Png),
                EnhancementType = "upscale",
                OriginalMediaId = sunrise.Id.ToString(),
                Title = "Sunrise, enlarged",
            },
            Cancel);
        await store.UploadUserImageAsync(Alice, Upload("Letter", Visibility.Private, ["paper"]), Cancel);
        var mistake = await store.UploadUserImageAsync(Alice, Upload("Mistake", Visibility.Private, []), Cancel);
        Assert.True(await store.DeleteMediaUnifiedAsync(Alice, mistake.Id, cancellationToken: Cancel));
        await store.UploadUserImageAsync(Bob, Upload("Bob's photo", Visibility.Private, ["sea"]), Cancel);
    }

    public static async Task VerifyAsync(IUnifiedMediaStore store)
    {
        Assert.Equal(["Letter", "Sunrise over the sea", "Sunrise, enlarged"], await TitlesAsync(store, Alice, new()));
        Assert.Equal(["Sunrise over the sea"], await TitlesAsync(store, Alice, new() { Tags = ["SEA", "dawn"] }));
        Assert.Equal(["Sunrise over the sea", "Sunrise, enlarged"], await TitlesAsync(store, Alice, new() { Text = "sunri" }));
        Assert.Equal(["Sunrise, enlarged"], await TitlesAsync(store, Alice, new() { SourceTypes = [SourceType.Enhanced] }));
        Assert.Equal(["Bob's photo"], await TitlesAsync(store, Bob, new()));

        var page = await store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Cancel);
        var sunrise = page.Items.Single(item => item.Title == "Sunrise over the sea");
        var letter = page.Items.Single(item => item.Title == "Letter");
        Assert.Equal((1, 1, "image/png", Visibility.Public), (sunrise.Width, sunrise.Height, sunrise.ContentType, sunrise.Visibility));
        Assert.NotNull(await store.GetMediaAsync(Bob, sunrise.Id, Cancel));
        Assert.Null(await store.GetMediaAsync(Bob, letter.Id, Cancel));
        await using (var download = await store.OpenMediaAsync(Alice, sunrise.Id, cancellationToken: Cancel))
        {
            var content = new MemoryStream();
            await download!.Content.CopyToAsync(content, Cancel);
            Assert.Equal(Png, content.ToArray());
        }

        Assert.Equal("Renamed", (await store.UpdateMediaAsync(Alice, letter.Id, new() { Title = "Renamed" }, Cancel))!.Title);
        Assert.True(await store.DeleteMediaUnifiedAsync(Alice, sunrise.Id, cancellationToken: Cancel));
        await store.UploadUserImageAsync(Alice, Upload("New", Visibility.Private, ["new"]), Cancel);
        Assert.Equal(["New", "Renamed", "Sunrise, enlarged"], await TitlesAsync(store, Alice, new()));
    }

    private static MediaUpload Upload(string title, Visibility visibility, string[] tags) => new()
    {
        Content = MediaContent.FromBytes(Png),
        Title = title,
        Tags = tags,
        Visibility = visibility,
    };

    private static async Task<IEnumerable<string?>> TitlesAsync(IUnifiedMediaStore store, MediaUser user, MediaQuery query) =>
        (await store.GetUserUnifiedMediaAsync(user, query, Cancel)).Items.Select(item => item.Title).Order(StringComparer.Ordinal);
}
