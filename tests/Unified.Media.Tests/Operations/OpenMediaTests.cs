using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class OpenMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool, long, long?, int, int> Parts()
    {
        var size = SmallImage.Bytes.Length;
        TheoryData<bool, long, long?, int, int> rows = [];
        foreach (var inFolder in new[] { true, false })
        {
            rows.Add(inFolder, 0, null, 0, size);
            rows.Add(inFolder, 0, 1, 0, 1);
            rows.Add(inFolder, 0, 0, 0, 0);
            rows.Add(inFolder, 10, 0, 10, 0);
            rows.Add(inFolder, 10, 20, 10, 20);
            rows.Add(inFolder, 10, null, 10, size - 10);
            rows.Add(inFolder, 10, long.MaxValue, 10, size - 10);
            rows.Add(inFolder, size - 1, null, size - 1, 1);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Range_is_clamped_to_the_length_of_the_content(
        bool inFolder, long offset, long? length, int expectedOffset, int expectedLength)
    {
        await using var host = WatchedHost.Over(inFolder);
        var item = await host.Store.AddAsync(Alice);

        await using var part = await host.Store.OpenMediaAsync(Alice, item.Id, new() { Range = new(offset, length) }, Token);

        using var read = new MemoryStream();
        await part!.Content.CopyToAsync(read, Token);
        Assert.Equal((expectedOffset, expectedLength, item.SizeBytes), (part.Offset, part.Length, part.TotalBytes));
        Assert.Equal(SmallImage.Bytes[expectedOffset..(expectedOffset + expectedLength)], read.ToArray());
        Assert.Equal(("image/png", item.ContentUrl), (part.ContentType, part.Item.ContentUrl));
        Assert.StartsWith("\"", part.ETag, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, -1L)]
    [InlineData(5, long.MinValue)]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_000, 0L)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task Open_rejects_a_range_outside_the_content(long offset, long? length)
    {
        await using var host = WatchedHost.InFolder();
        var item = await host.Store.AddAsync(Alice);

        var reasons = await Refusal.OfAsync(() => host.Store.OpenMediaAsync(Alice, item.Id, new() { Range = new(offset, length) }, Token));

        Assert.Equal([Refusal.Field("Range")], reasons);
    }

    [Fact]
    public async Task Open_rejects_a_range_at_the_end_of_the_content()
    {
        await using var host = WatchedHost.InFolder();
        var item = await host.Store.AddAsync(Alice);

        Assert.Equal(
            [Refusal.Field("Range")],
            await Refusal.OfAsync(() => host.Store.OpenMediaAsync(Alice, item.Id, new() { Range = new(item.SizeBytes) }, Token)));
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Open_reports_a_lost_object_as_missing(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var item = await host.Store.AddAsync(Alice);
        await host.Objects.DeleteAsync(item.Location!, Token);

        var failed = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token));

        Assert.Equal(MediaErrorCode.ObjectMissing, failed.Code);
        Assert.Equal((item.Id, item.Location), (failed.MediaId, failed.Location));
        Assert.DoesNotContain(item.Location!.Key, failed.Message, StringComparison.Ordinal);
        Assert.NotNull(await host.Store.GetMediaAsync(Alice, item.Id, Token));
        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));
    }

    [Fact]
    public async Task Open_download_stays_readable_after_a_delete()
    {
        await using var host = WatchedHost.InFolder();
        var item = await host.Store.AddAsync(Alice);
        await using var download = await host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token);

        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Equal(item.Sha256, await Hash.OfAsync(download!.Content));
        Assert.Null(await host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token));
    }

    [Fact]
    public async Task Open_never_reads_an_item_without_an_object()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new Unlocated(inner)));
        var item = await host.Store.AddAsync(Alice);

        var failed = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token));

        Assert.Equal(MediaErrorCode.ObjectMissing, failed.Code);
    }

    private sealed class Unlocated(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public override async Task<IReadOnlyList<MediaItem>> FindAsync(
            MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
            [.. (await base.FindAsync(user, ids, cancellationToken)).Select(item => item with { Location = null })];
    }
}
