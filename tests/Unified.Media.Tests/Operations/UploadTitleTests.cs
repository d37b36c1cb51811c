namespace Unified.Media.Tests;

public sealed class UploadTitleTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("holiday.jpg", "holiday")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\holiday.final.jpg", "holiday.final")]
    [InlineData("a/b\\c.png", "c")]
    [InlineData("photo\u202Egpj.exe", "photogpj")]
    [InlineData("zero\u200Bwidth.png", "zerowidth")]
    [InlineData("  spaced  .png", "spaced")]
    [InlineData("line\r\nbreak\0.png", "linebreak")]
    [InlineData("Cafe\u0301.png", "Caf\u00E9")]
    [InlineData("no extension", "no extension")]
    [InlineData(".hidden", null)]
    [InlineData("...", null)]
    [InlineData(".", null)]
    [InlineData("..", null)]
    [InlineData("folder/", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("\u202E\u200B.png", null)]
    [InlineData(null, null)]
    public async Task Title_comes_from_the_file_name(string? fileName, string? title)
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, FileName = fileName }, Token);

        Assert.Equal(title, item.Title);
    }

    [Fact]
    public async Task Invalid_file_name_gives_no_title()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, FileName = "lone\uD800.png" }, Token);

        Assert.Null(item.Title);
    }

    [Fact]
    public async Task Long_file_name_is_cut_between_characters()
    {
        await using var host = WatchedHost.InMemory();
        var fileName = new string('x', 254) + string.Concat(Enumerable.Repeat("🙂", 5_000)) + ".png";

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, FileName = fileName }, Token);

        Assert.Equal(new string('x', 254), item.Title);
    }

    [Theory]
    [InlineData("Given", "Given")]
    [InlineData("", null)]
    public async Task Title_of_the_request_wins_over_the_file_name(string given, string? title)
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, FileName = "name.png", Title = given }, Token);

        Assert.Equal(title, item.Title);
    }

    [Fact]
    public async Task File_name_affects_neither_key_nor_type()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, new MemoryStream(SmallImage.Bytes), "../evil.html", Token);

        Assert.Equal("image/png", item.ContentType);
        Assert.Equal($"uploads/alice/images/{item.Id}.1.png", item.Location!.Key);
    }
}
