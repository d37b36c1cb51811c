using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Tests of the hash of the received bytes, which tells a retry from a request with different content.</summary>
public sealed class ReceivedHashTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, bool> Files()
    {
        TheoryData<string, bool, bool> rows = [];
        foreach (var media in ShippedMedia.All)
        {
            rows.Add(media.Name, true, true);
            rows.Add(media.Name, true, false);
            rows.Add(media.Name, false, true);
            rows.Add(media.Name, false, false);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Received_hash_is_that_of_all_received_bytes(string name, bool strip, bool seekable)
    {
        await using var upload = new Upload(strip);
        byte[] bytes = [.. ShippedMedia.Read(name), .. TrailingBytes(name)];

        await upload.RunAsync(new(bytes) { Seekable = seekable }, IsVideo(name));

        Assert.Equal(Hash.Of(bytes), upload.ReceivedSha256);
    }

    [Theory]
    [MemberData(nameof(ShippedMedia.Names), MemberType = typeof(ShippedMedia))]
    public async Task Storing_reads_every_received_byte_once(string name)
    {
        await using var upload = new Upload(strip: true);
        byte[] bytes = [.. ShippedMedia.Read(name), .. TrailingBytes(name)];
        await using var stream = new EdgeCaseStream(bytes) { Seekable = true };

        await upload.RunAsync(stream, IsVideo(name));

        Assert.Equal(bytes.Length, stream.BytesRead - upload.ReadBeforeStoring);
    }

    [Fact]
    public async Task Upload_without_a_key_reads_stored_bytes_only()
    {
        await using var upload = new Upload(strip: true);
        byte[] bytes = [.. PngSample.File(40, 30), .. new byte[1_000]];
        await using var stream = new EdgeCaseStream(bytes) { Seekable = true };

        var item = await upload.RunAsync(stream, key: null);

        Assert.Equal(item.SizeBytes, stream.BytesRead - upload.ReadBeforeStoring);
        Assert.Null(upload.ReceivedSha256);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    public async Task Transport_that_reads_again_does_not_change_the_hash(int readFirst)
    {
        await using var upload = new Upload(strip: true, readFirst);
        byte[] bytes = [.. JpegSample.Photo(40, 30, 6), .. new byte[1_000]];

        var item = await upload.RunAsync(new(bytes) { Seekable = true });

        Assert.Equal((Hash.Of(bytes), item.Sha256), (upload.ReceivedSha256, await upload.StoredSha256Async(item)));
    }

    private static bool IsVideo(string name) => ShippedMedia.Find(name).ContentType.StartsWith("video/", StringComparison.Ordinal);

    // Formats whose end is that of the file have no trailing bytes to cut off.
    private static byte[] TrailingBytes(string name) =>
        Path.GetExtension(name) is ".jpg" or ".png" or ".gif" or ".webp" or ".bmp" ? new byte[300] : [];

    private sealed class Upload : IAsyncDisposable
    {
        private readonly WatchedHost _host;
        private EdgeCaseStream? _stream;
        private SeesPublishing? _catalog;

        public Upload(bool strip, int? readFirst = null) => _host = WatchedHost.InMemory(media =>
        {
            media.Configure(options =>
            {
                options.Images.StripMetadata = strip;
                options.Videos.StripMetadata = strip;
            });
            media.DecorateCatalog((inner, _) => _catalog = new(new AfterReserve(inner, () => ReadBeforeStoring = _stream!.BytesRead)));
            if (readFirst is { } count)
            {
                media.DecorateObjectStore((inner, _) => new ReadsTwice(inner, count));
            }
        });

        public long ReadBeforeStoring { get; private set; }

        public string? ReceivedSha256 => _catalog!.ReceivedSha256;

        public Task<MediaItem> RunAsync(EdgeCaseStream stream, bool isVideo = false, string? key = "k")
        {
            _stream = stream;
            var content = MediaContent.FromStream(stream);
            return isVideo
                ? _host.Store.UploadUserVideoAsync(Alice, new() { Content = content, IdempotencyKey = key }, Token)
                : _host.Store.UploadUserImageAsync(Alice, new() { Content = content, IdempotencyKey = key }, Token);
        }

        public async Task<string> StoredSha256Async(MediaItem item)
        {
            await using var download = await _host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token);
            return await Hash.OfAsync(download!.Content);
        }

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }

    private sealed class SeesPublishing(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public string? ReceivedSha256 { get; private set; }

        public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
        {
            ReceivedSha256 = request.ReceivedSha256;
            return base.PublishAsync(user, request, cancellationToken);
        }
    }

    /// <summary>A transport that stops reading during its first attempt.</summary>
    private sealed class ReadsTwice(IObjectStore inner, int readFirst) : DelegatingObjectStore(inner)
    {
        public override async Task<StoredObject> PutAsync(
            ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
        {
            await using (var first = await body.OpenReadAsync(cancellationToken))
            {
                await first.ReadExactlyAsync(new byte[readFirst], cancellationToken);
            }

            return await base.PutAsync(location, body, options, cancellationToken);
        }
    }
}
