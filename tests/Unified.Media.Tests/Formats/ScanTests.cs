using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class ScanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Scan_stores_valid_content_unchanged(string name)
    {
        var sample = ImageSample.Named(name);

        var scan = await ContentInMemory.ScanAsync(sample.Bytes, stripMetadata: false);

        Assert.Equal([ContentPiece.Source(0, sample.Bytes.Length)], scan.Pieces);
        Assert.Equal((0, 0, false), (scan.TrailingBytes, scan.Removed.Count, scan.ChangesContent));
        Assert.Equal((sample.CountedFrames, sample.Duration), (scan.Properties.Frames, scan.Properties.Duration));
        Assert.NotNull(scan.Properties.Width);
        Assert.NotNull(scan.Properties.Height);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Scan_rejects_every_truncation(string name)
    {
        var sample = ImageSample.Named(name);

        for (var length = 0; length < sample.Bytes.Length; length++)
        {
            var expected = length < sample.SignatureLength ? RejectionCode.Unrecognised : RejectionCode.Truncated;

            Assert.Equal((length, expected), (length, await ContentInMemory.ScanOutcomeAsync(sample.Bytes[..length], stripMetadata: true)));
        }
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Scan_omits_bytes_after_the_end(string name)
    {
        var sample = ImageSample.Named(name);
        byte[][] tails =
        [
            [0], new byte[1_000], [.. "PK\u0003\u0004"u8, .. Noise(500, 1)], [.. "<html><script>alert(1)</script></html>"u8],
            JpegSample.Photo(8, 8, 1),
        ];

        foreach (var tail in tails)
        {
            byte[] bytes = [.. sample.Bytes, .. tail];
            var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: false);

            Assert.Equal(tail.Length, scan.TrailingBytes);
            Assert.True(scan.ChangesContent);
            Assert.Equal(sample.Bytes, await ContentInMemory.StoreAsync(bytes, scan));
        }
    }

    [Fact]
    public async Task Scan_rejects_content_without_a_picture()
    {
        byte[][] files =
        [
            [0xFF, 0xD8, .. JpegSample.Jfif, 0xFF, 0xD9],
            [0xFF, 0xD8, .. JpegSample.Frame(0xC0, 4, 4), 0xFF, 0xD9],
            [0xFF, 0xD8, .. JpegSample.Scan(1), 0xFF, 0xD9],
            [.. PngSample.Signature, .. PngSample.Header(4, 4), .. PngSample.End],
            GifSample.File(4, 4, 0),
            WebPSample.File(WebPSample.Extended(0, 4, 4), WebPSample.Profile),
            WebPSample.Animated(4, 4, 0),
            WebPSample.File(WebPSample.Chunk("ICCP", Noise(40, 1))),
        ];

        foreach (var file in files)
        {
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
        }
    }

    [Fact]
    public async Task Scan_rejects_contradictory_content()
    {
        byte[][] files =
        [
            [0xFF, 0xD8, .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Scan(1), 0xFF, 0xD9],
            [0xFF, 0xD8, .. JpegSample.Jfif, 7, .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Scan(1), 0xFF, 0xD9],
            [0xFF, 0xD8, 0xFF, 0xE1, 0, 1, .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Scan(1), 0xFF, 0xD9],
            [0xFF, 0xD8, .. JpegSample.Frame(0xC0, 4, 4)[..^3], .. JpegSample.Scan(1), 0xFF, 0xD9],
            PngSample.File(4, 4, PngSample.Header(4, 4)),
            PngSample.File(4, 4, PngSample.Chunk("ABCD", [])),
            PngSample.File(4, 4, PngSample.Chunk("PLTE", new byte[769])),
            PngSample.File(4, 4, PngSample.Chunk("ab1d", [])),
            [.. GifSample.File(4, 4, 1)[..^1], 0x77, 0x3B],
            WebPSample.File(WebPSample.Lossy(4, 4), WebPSample.Extended(0, 4, 4)),
            WebPSample.File(WebPSample.Lossy(4, 4), [1, 2, 3, 4]),
            WebPSample.File(WebPSample.Extended(2, 4, 4), WebPSample.Chunk("ANMF", new byte[15])),
        ];

        foreach (var file in files)
        {
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
        }
    }

    public static TheoryData<long> LyingLengths => [0, 1, 7, 8, int.MaxValue, 2_147_483_648, uint.MaxValue];

    [Theory]
    [MemberData(nameof(LyingLengths))]
    public async Task Scan_verifies_every_length(long length)
    {
        var png = PngSample.File(4, 4, PngSample.Profile);
        Big32(length).CopyTo(png, 33);
        var pixels = PngSample.File(4, 4);
        Big32(length).CopyTo(pixels, 33);
        var webp = WebPSample.File(WebPSample.Lossy(4, 4));
        Little32(length).CopyTo(webp, 4);
        var webpChunk = WebPSample.File(WebPSample.Lossy(4, 4));
        Little32(length).CopyTo(webpChunk, 16);
        var bmp = BmpSample.Info(4, 4);
        Little32(length).CopyTo(bmp, 10);
        var tiff = new TiffSample(isBigEndian: false, isBig: false);
        var first = tiff.File(4, 4);
        Little32(length).CopyTo(first, 4);
        var count = tiff.File(4, 4);
        Little32(length).CopyTo(count, tiff.FirstDirectory + 2 + 24 + 4);
        var stripLength = tiff.File(4, 4);
        Little32(length).CopyTo(stripLength, tiff.FirstDirectory + 2 + 24 + 8);

        foreach (var file in new[] { png, pixels, webp, webpChunk, bmp, first, count, stripLength })
        {
            Assert.NotEqual(ContentInMemory.Accepted, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
        }
    }

    [Fact]
    public async Task Scan_walks_millions_of_small_parts_in_a_few_reads()
    {
        var chunk = PngSample.Chunk("tEXt", [1, 0]);
        byte[] png = [.. PngSample.Signature, .. PngSample.Header(4, 4), .. Repeat(chunk, 500_000), .. PngSample.Pixels, .. PngSample.End];
        byte[] gif = [.. GifSample.File(4, 4, 1)[..^1], 0x21, 0xFE, .. Repeat([1, 9], 2_000_000), 0, 0x3B];
        byte[] jpeg = [0xFF, 0xD8, .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Scan(1), .. Repeat([0xFF, 0x00], 2_000_000), 0xFF, 0xD9];

        foreach (var bytes in new[] { png, gif, jpeg })
        {
            var counting = new CountingStream(bytes);
            var format = ContentInMemory.Recognize(bytes);

            await MediaFormat.ScanAsync(new(format), new(counting, 0, bytes.Length), stripMetadata: true, Token);

            Assert.InRange(counting.Reads, 1, 60);
        }
    }

    private static byte[] Repeat(byte[] bytes, int times)
    {
        var all = new byte[bytes.Length * times];
        for (var at = 0; at < all.Length; at += bytes.Length)
        {
            bytes.CopyTo(all, at);
        }

        return all;
    }
}
