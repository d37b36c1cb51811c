using Unified.Media.Drivers.IO;
using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

/// <summary>The limits of a bucket apply to every upload, also to streams of unknown length.</summary>
public sealed class SizeLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1_000_000_000)]
    [InlineData(true, 1_000_000_000)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task Stream_of_unknown_length_is_measured_before_it_is_sent(bool bucketIsKnown, long threshold)
    {
        await using var host = new SupabaseHost(options => options.ResumableThresholdBytes = threshold);
        var bucket = host.Client.From(StorageUnderTest.SmallBucket);
        if (bucketIsKnown)
        {
            await host.Client.FindBucketAsync(StorageUnderTest.SmallBucket, Cancel);
        }

        var (fits, tooLarge) = (Bytes.NewKey(), Bytes.NewKey());
        var upload = new SupabaseUploadOptions { ContentType = "image/png" };
        await bucket.UploadAsync(fits, EdgeCaseStreams.Slow(Bytes.Of(100_000)), upload, Cancel);
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(
            () => bucket.UploadAsync(tooLarge, EdgeCaseStreams.Slow(Bytes.Of(100_001)), upload, Cancel));

        Assert.Equal(RejectionCode.TooLarge, Assert.Single(rejected.Reasons).Code);
        Assert.Equal(Bytes.Of(100_000), await bucket.ReadAllAsync(fits, Cancel));
        Assert.False(await bucket.ExistsAsync(tooLarge, Cancel));
    }

    [Fact]
    public async Task Endless_stream_is_rejected_at_the_limit_of_the_bucket()
    {
        await using var host = new SupabaseHost();
        await host.Client.FindBucketAsync(StorageUnderTest.SmallBucket, Cancel);

        await Assert.ThrowsAsync<MediaRejectedException>(() => host.Client.From(StorageUnderTest.SmallBucket).UploadAsync(
            Bytes.NewKey(), new ZeroStream(long.MaxValue), new() { ContentType = "image/png" }, Cancel));
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(1)]
    public async Task Upload_rejects_a_content_type_that_the_bucket_does_not_allow(long threshold)
    {
        await using var host = new SupabaseHost(options => options.ResumableThresholdBytes = threshold);
        var bucket = host.Client.From(StorageUnderTest.SmallBucket);

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => bucket.UploadAsync(
            Bytes.NewKey(), new MemoryStream(new byte[10]), new() { ContentType = "video/mp4" }, Cancel));

        Assert.Equal(RejectionCode.TypeNotAllowed, Assert.Single(rejected.Reasons).Code);
    }

    [Fact]
    public async Task Signed_upload_obeys_the_limit_of_the_bucket()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.SmallBucket);
        var signedUpload = await bucket.SignUploadAsync(Bytes.NewKey(), cancellationToken: Cancel);

        await Assert.ThrowsAsync<MediaRejectedException>(() => bucket.UploadSignedAsync(
            signedUpload, EdgeCaseStreams.NonSeekable(Bytes.Of(200_000)), new() { ContentType = "image/png" }, Cancel));
    }

    [Fact]
    public async Task Spool_file_is_private_and_deleted()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        var spool = SpoolFile.Create(Path.GetTempPath());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(spool.Stream.SafeFileHandle));

        await spool.DisposeAsync();
        Assert.False(File.Exists(spool.Path));
    }

    [Theory]
    [InlineData("image", null)]
    [InlineData("image/png; charset=utf-8", null)]
    [InlineData("image/png\r\nx: y", null)]
    [InlineData("", null)]
    [InlineData("image/png", "a\r\nb")]
    [InlineData("image/png", "")]
    public async Task Upload_rejects_an_invalid_header_before_it_reads_the_content(string type, string? cacheControl)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()));
        using var content = new MemoryStream(new byte[10]);

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.From("bucket").UploadAsync(
            "a.png", EdgeCaseStreams.NonSeekable(content.ToArray()), new() { ContentType = type, CacheControl = cacheControl }, Cancel));

        Assert.Equal(0, host.Server.Count);
    }

    [Fact]
    public async Task Upload_reads_the_stream_from_its_position_and_leaves_it_open()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        using var content = new MemoryStream(Bytes.Of(1000)) { Position = 400 };
        var key = Bytes.NewKey();

        await bucket.UploadAsync(key, content, cancellationToken: Cancel);

        Assert.True(content.CanRead);
        Assert.Equal(Bytes.Of(1000)[400..], await bucket.ReadAllAsync(key, Cancel));
    }
}
