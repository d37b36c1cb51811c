namespace Unified.Media.Tests;

public sealed class UploadStreamTests
{
    private const int ReadAhead = 256 * 1024;

    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly byte[] Jpeg = MediaFile.Bytes("harbour.jpg");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, int.MaxValue)]
    [InlineData(true, 1)]
    [InlineData(false, int.MaxValue)]
    [InlineData(false, 1)]
    public async Task Stream_with_short_reads_is_stored_completely(bool seekable, int portion)
    {
        await using var host = WatchedHost.InFolder();
        var bytes = PngSample.File(40, 30);
        await using var stream = new EdgeCaseStream(bytes)
        {
            Seekable = seekable,
            MaxBytesPerRead = portion,
            BeforeRead = async (_, _) => await Task.Yield(),
        };

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token);

        Assert.Equal((Hash.Of(bytes), bytes.Length), (item.Sha256!, item.SizeBytes));
        Assert.False(stream.IsDisposed);
    }

    [Fact]
    public async Task Seekable_stream_is_read_from_its_current_position()
    {
        await using var host = WatchedHost.InFolder();
        await using var stream = new MemoryStream([.. new byte[1_000], .. Jpeg]) { Position = 1_000 };

        var item = await host.Store.UploadUserImageAsync(Alice, stream, "x", Token);

        await using var download = await host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token);
        Assert.Equal(item.Sha256, await Hash.OfAsync(download!.Content));
        Assert.Equal(item.SizeBytes, download.Length);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Stream_at_or_behind_its_end_is_empty()
    {
        await using var host = WatchedHost.InFolder();
        await using var stream = new MemoryStream(Jpeg) { Position = Jpeg.Length + 5 };

        Assert.Equal([RejectionCode.Empty], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, stream, "x", Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData(true, -1)]
    [InlineData(true, 1)]
    [InlineData(false, -1)]
    [InlineData(false, 1)]
    [InlineData(false, 1_000_000)]
    public async Task Upload_rejects_a_length_that_differs_from_the_declared_one(bool seekable, int difference)
    {
        await using var host = WatchedHost.InFolder();
        await using var stream = new EdgeCaseStream(Jpeg) { Seekable = seekable };
        var upload = new MediaUpload { Content = MediaContent.FromStream(stream, Jpeg.Length + difference) };

        Assert.Equal([RejectionCode.LengthMismatch], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_accepts_the_declared_length(bool seekable)
    {
        await using var host = WatchedHost.InFolder();
        await using var stream = new EdgeCaseStream(Jpeg) { Seekable = seekable };

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream, Jpeg.Length) }, Token);

        Assert.Equal("image/jpeg", item.ContentType);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Known_length_over_the_limit_is_rejected_before_reading(bool seekable, bool declared)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options => options.Images.MaxBytes = 100_000));
        await using var stream = new EdgeCaseStream([.. Jpeg, .. new byte[1_000_000]]) { Seekable = seekable };
        var upload = new MediaUpload { Content = MediaContent.FromStream(stream, declared ? 1_000_000 + Jpeg.Length : null) };

        Assert.Equal([RejectionCode.TooLarge], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        Assert.InRange(stream.BytesRead, 0, 64 * 1024);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task Endless_stream_is_read_up_to_the_limit(long limit)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options => options.Images.MaxBytes = limit));
        await using var stream = new EndlessStream(Jpeg);

        Assert.Equal([RejectionCode.TooLarge], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, stream, "x", Token)));
        Assert.InRange(stream.BytesRead, 0, limit + ReadAhead);
        await host.AssertNothingLeftAsync(Alice);
    }

    public static TheoryData<bool, bool, int> Failures()
    {
        TheoryData<bool, bool, int> rows = [];
        foreach (var inFolder in new[] { true, false })
        {
            foreach (var seekable in new[] { true, false })
            {
                foreach (var read in new[] { 0, 1, 3 })
                {
                    rows.Add(inFolder, seekable, read);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Exception_of_the_callers_stream_is_rethrown_unchanged(bool inFolder, bool seekable, int readsBefore)
    {
        await using var host = WatchedHost.Over(inFolder);
        var failure = new IOException("the caller's own");
        var reads = 0;
        await using var stream = new EdgeCaseStream([.. Jpeg, .. new byte[200_000]])
        {
            Seekable = seekable,
            MaxBytesPerRead = 50_000,
            BeforeRead = (_, _) => reads++ < readsBefore ? Task.CompletedTask : throw failure,
        };

        var thrown = await Record.ExceptionAsync(
            () => host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token));

        Assert.Same(failure, thrown);
        Assert.False(stream.IsDisposed);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Stream_failure_during_the_put_throws_the_streams_exception(bool inFolder)
    {
        EdgeCaseStream? stream = null;
        var failure = new IOException("the caller's own");
        await using var host = WatchedHost.Over(
            inFolder, media => media.DecorateCatalog((inner, _) => new AfterReserve(inner, () => stream!.End = -1)));
        stream = new(Jpeg) { Seekable = true, BeforeRead = (_, _) => stream!.End >= 0 ? Task.CompletedTask : throw failure };

        var thrown = await Record.ExceptionAsync(
            () => host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token));

        Assert.Same(failure, thrown);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Stream_that_shrinks_after_inspection_is_rejected(bool inFolder)
    {
        EdgeCaseStream? stream = null;
        await using var host = WatchedHost.Over(
            inFolder, media => media.DecorateCatalog((inner, _) => new AfterReserve(inner, () => stream!.End = Jpeg.Length - 10)));
        stream = new(Jpeg) { Seekable = true };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token));

        Assert.Equal([RejectionCode.LengthMismatch], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Stream_that_grows_after_inspection_is_stored_as_inspected()
    {
        EdgeCaseStream? stream = null;
        var bytes = PngSample.File(40, 30);
        await using var host = WatchedHost.InFolder(media => media.DecorateCatalog((inner, _) => new AfterReserve(inner, () => stream!.End += 50)));
        stream = new([.. bytes, .. new byte[50]]) { Seekable = true, End = bytes.Length };

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, Token);

        Assert.Equal((Hash.Of(bytes), bytes.Length), (item.Sha256!, item.SizeBytes));
    }

    [Fact]
    public async Task Unwritable_spool_folder_is_a_provider_failure()
    {
        var spool = Directory.CreateTempSubdirectory("unified-media-spool-").FullName;
        await using var host = WatchedHost.InMemory(media => media.Configure(options => options.SpoolFolder = spool));
        _ = host.Store;
        Directory.Delete(spool);

        var failed = await Assert.ThrowsAsync<MediaProviderException>(
            () => host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(new EdgeCaseStream(Jpeg)) }, Token));

        Assert.True(failed.IsTransient);
        Assert.DoesNotContain(spool, failed.Message, StringComparison.Ordinal);
    }
}
