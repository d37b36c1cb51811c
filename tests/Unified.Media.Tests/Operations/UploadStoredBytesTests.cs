using Unified.Media.Drivers.IO;

namespace Unified.Media.Tests;

public sealed class UploadStoredBytesTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Seekable_content_is_read_once_without_a_spool_file(bool inFolder)
    {
        byte[] filler = JpegSample.Segment(0xDB, new byte[60_000]);
        byte[] bytes = JpegSample.Baseline(40, 30, [.. Enumerable.Repeat(filler, 30)]);
        await using var host = WatchedHost.Over(inFolder);
        var mostFiles = 0;
        await using var stream = new EdgeCaseStream(bytes)
        {
            Seekable = true,
            BeforeRead = (_, _) =>
            {
                mostFiles = Math.Max(mostFiles, host.Files().Count(file => file.EndsWith(SpoolFile.Extension, StringComparison.Ordinal)));
                return Task.CompletedTask;
            },
        };

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token);

        Assert.Equal(Hash.Of(bytes), item.Sha256);
        Assert.Equal(0, mostFiles);
        Assert.InRange(stream.BytesRead, bytes.Length, (2 * bytes.Length) + (64 * 1024));
        Assert.Equal(1, host.Objects.BodiesOpened);
    }

    [Fact]
    public async Task Folder_store_moves_the_spool_file()
    {
        await using var host = WatchedHost.InFolder();
        var bytes = PngSample.File(40, 30);

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(new EdgeCaseStream(bytes)) }, Token);

        Assert.StartsWith(host.Folder, Assert.Single(host.Objects.StagedFiles)!, StringComparison.Ordinal);
        Assert.Equal(0, host.Objects.BodiesOpened);
        Assert.Equal([Path.Combine(host.Folder, item.Location!.ToString())], host.Files());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(host.Files().Single(), Token));
        Assert.Equal(Hash.Of(bytes), item.Sha256);
    }

    [Fact]
    public async Task Stripped_content_is_written_and_its_spool_file_removed()
    {
        await using var host = WatchedHost.InFolder();

        var item = await host.Store.UploadUserImageAsync(
            Alice, new() { Content = MediaContent.FromStream(new EdgeCaseStream(PngSample.Photo(40, 30, 1))) }, Token);

        Assert.Null(Assert.Single(host.Objects.StagedFiles));
        Assert.Equal(1, host.Objects.BodiesOpened);
        Assert.Equal([Path.Combine(host.Folder, item.Location!.ToString())], host.Files());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Size_and_hash_are_those_of_the_stored_bytes(bool strip, bool seekable)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options => options.Images.StripMetadata = strip));
        var bytes = JpegSample.Photo(40, 30, 1);
        var content = MediaContent.FromStream(new EdgeCaseStream(bytes) { Seekable = seekable });

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = content }, Token);

        var stored = await File.ReadAllBytesAsync(host.Files().Single(), Token);
        Assert.Equal((Hash.Of(stored), stored.Length), (item.Sha256!, item.SizeBytes));
        Assert.Equal(!strip, stored.AsSpan().SequenceEqual(bytes));
        Assert.Equal(!strip, stored.AsSpan().IndexOf(ExifSample.Secret) >= 0);
        Assert.Equal(strip, item.Metadata.Removed.Count > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trailing_bytes_are_removed_and_recorded(bool strip)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options => options.Images.StripMetadata = strip));
        var bytes = PngSample.File(40, 30);

        var item = await host.Store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Of([.. bytes, .. "<script>alert(1)</script>"u8]) }, Token);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(host.Files().Single(), Token));
        Assert.Equal(["trailing_bytes"], item.Metadata.Removed);
        Assert.Equal(Hash.Of(bytes), item.Sha256);
    }

    public static TheoryData<bool, bool, bool> ProgressRows => new()
    {
        { true, true, false }, { true, false, false }, { false, true, false }, { false, false, false }, { true, false, true },
    };

    [Theory]
    [MemberData(nameof(ProgressRows))]
    public async Task Progress_grows_and_ends_once_at_the_stored_length(bool inFolder, bool seekable, bool photo)
    {
        await using var host = WatchedHost.Over(inFolder);
        var progress = new Steps();
        var bytes = photo ? JpegSample.Photo(40, 30, 1) : MediaFile.Bytes("nebula.bmp");
        var content = MediaContent.FromStream(new EdgeCaseStream(bytes) { Seekable = seekable });

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = content, Progress = progress }, Token);

        Assert.All(progress, step => Assert.Equal(item.SizeBytes, step.TotalBytes));
        Assert.Equal(progress.Select(step => step.BytesSent).Distinct().Order(), progress.Select(step => step.BytesSent));
        Assert.Equal(item.SizeBytes, progress[^1].BytesSent);
    }

    private sealed class Steps : List<MediaProgress>, IProgress<MediaProgress>
    {
        public void Report(MediaProgress value) => Add(value);
    }
}
