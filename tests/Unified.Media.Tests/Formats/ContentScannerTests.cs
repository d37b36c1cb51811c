using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class ContentScannerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Stores_valid_content_as_it_is(string name)
    {
        var sample = ImageSample.Named(name);

        var scan = await ContentInMemory.ScanAsync(sample.Bytes, strip: false);

        Assert.Equal([ContentPiece.Source(0, sample.Bytes.Length)], scan.Pieces);
        Assert.Equal((0, 0, false), (scan.TrailingBytes, scan.Removed.Count, scan.ChangesContent));
        Assert.Equal((sample.CountedFrames, sample.Duration), (scan.Facts.Frames, scan.Facts.Duration));
        Assert.NotNull(scan.Facts.Width);
        Assert.NotNull(scan.Facts.Height);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Tells_every_cut_apart(string name)
    {
        var sample = ImageSample.Named(name);

        for (var length = 0; length < sample.Bytes.Length; length++)
        {
            var expected = length < sample.SignatureLength ? RejectionCode.Unrecognised : RejectionCode.Truncated;

            Assert.Equal((length, expected), (length, await ContentInMemory.VerdictAsync(sample.Bytes[..length], strip: true)));
        }
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Cuts_off_what_comes_after_the_end(string name)
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
            var scan = await ContentInMemory.ScanAsync(bytes, strip: false);

            Assert.Equal(tail.Length, scan.TrailingBytes);
            Assert.True(scan.ChangesContent);
            Assert.Equal(sample.Bytes, await ContentInMemory.StoreAsync(bytes, scan));
        }
    }

    [Fact]
    public async Task Cuts_the_film_off_a_motion_photo()
    {
        byte[] film = [.. Big32(24), .. "ftypmp42"u8, .. new byte[12], .. Big32(8), .. "mdat"u8];
        byte[] bytes = [.. JpegSample.Photo(40, 30, 6), .. film];

        var stored = await ContentInMemory.StripAsync(bytes);

        Assert.Equal(-1, stored.AsSpan().IndexOf("ftyp"u8));
        Assert.Equal([0xFF, 0xD9], stored[^2..]);
    }

    [Fact]
    public async Task Cuts_the_gain_map_off_an_ultra_hdr_photo()
    {
        byte[] bytes =
        [
            .. JpegSample.Baseline(40, 30, JpegSample.Segment(0xE2, [.. "MPF\0"u8, .. Noise(60, 6)])),
            .. JpegSample.Baseline(20, 15, JpegSample.Xmp()),
        ];

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

        Assert.Equal(["gain_map"], scan.Removed);
        Assert.Equal(JpegSample.Baseline(40, 30), await ContentInMemory.StoreAsync(bytes, scan));
    }

    [Theory]
    [InlineData(2, 2, "accepted")]
    [InlineData(2, 3, "malformed")]
    [InlineData(3, 2, "malformed")]
    [InlineData(1, 0, "malformed")]
    [InlineData(1, 2_147_483_647, "malformed")]
    [InlineData(1, -1, "malformed")]
    public async Task Counts_the_frames_of_an_animation_instead_of_believing_it(int frames, int announced, string verdict) =>
        Assert.Equal(verdict, await ContentInMemory.VerdictAsync(PngSample.Animated(20, 10, frames, announced), strip: true));

    [Fact]
    public async Task Refuses_content_without_a_picture()
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
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(file, strip: true));
        }
    }

    [Fact]
    public async Task Refuses_contradictions()
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
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(file, strip: true));
        }
    }

    public static TheoryData<long> LyingLengths => [0, 1, 7, 8, int.MaxValue, 2_147_483_648, uint.MaxValue];

    [Theory]
    [MemberData(nameof(LyingLengths))]
    public async Task Believes_no_length(long length)
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
        var strip = tiff.File(4, 4);
        Little32(length).CopyTo(strip, tiff.FirstDirectory + 2 + 24 + 8);

        foreach (var file in new[] { png, pixels, webp, webpChunk, bmp, first, count, strip })
        {
            Assert.NotEqual(ContentInMemory.Accepted, await ContentInMemory.VerdictAsync(file, strip: true));
        }
    }

    [Fact]
    public async Task Refuses_a_plan_of_too_many_pieces()
    {
        var comment = PngSample.Chunk("tEXt", [1, 0]);
        byte[][] chunks = [.. Enumerable.Range(0, 5_000).SelectMany(_ => (byte[][])[comment, PngSample.Pixels])];
        var bytes = PngSample.File(4, 4, chunks);

        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(bytes, strip: true));
        Assert.Single((await ContentInMemory.ScanAsync(bytes, strip: false)).Pieces);
    }

    [Fact]
    public async Task Walks_millions_of_small_parts_in_a_few_reads()
    {
        var chunk = PngSample.Chunk("tEXt", [1, 0]);
        byte[] png = [.. PngSample.Signature, .. PngSample.Header(4, 4), .. Repeat(chunk, 500_000), .. PngSample.Pixels, .. PngSample.End];
        byte[] gif = [.. GifSample.File(4, 4, 1)[..^1], 0x21, 0xFE, .. Repeat([1, 9], 2_000_000), 0, 0x3B];
        byte[] jpeg = [0xFF, 0xD8, .. JpegSample.Frame(0xC0, 4, 4), .. JpegSample.Scan(1), .. Repeat([0xFF, 0x00], 2_000_000), 0xFF, 0xD9];

        foreach (var bytes in new[] { png, gif, jpeg })
        {
            var counting = new CountingStream(bytes);
            var format = ContentInMemory.Recognise(bytes);

            await MediaFormat.ScanAsync(new(format), new(counting, 0, bytes.Length), strip: true, Token);

            Assert.InRange(counting.Reads, 1, 60);
        }
    }

    [Fact]
    public async Task Spends_no_more_time_on_overlapping_directories_than_on_the_content()
    {
        var tiff = new TiffSample(isBigEndian: false, isBig: false);
        const int StripsAt = 8;
        const int Strips = 50_000;
        byte[] file = [.. "II*\0"u8, .. Little32(StripsAt + (Strips * 8)), .. new byte[Strips * 8]];
        for (var page = 0; page < 1_000; page++)
        {
            var at = file.Length;
            file =
            [
                .. file,
                .. tiff.Directory(
                    at + 54,
                    tiff.Entry(256, 4, 1, Little32(4)),
                    tiff.Entry(257, 4, 1, Little32(4)),
                    tiff.Entry(273, 4, Strips, Little32(StripsAt)),
                    tiff.Entry(279, 4, Strips, Little32(StripsAt))),
            ];
        }

        var content = ContentInMemory.Open(file);
        var rejected = await Assert.ThrowsAsync<MediaFormatException>(
            async () => await MediaFormat.ScanAsync(new(MediaFormat.Tiff), content, strip: false, Token));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
        Assert.InRange(content.BytesRead, 1, file.Length * 4);
    }

    [Fact]
    public async Task Refuses_too_many_nested_directories()
    {
        var tiff = new TiffSample(isBigEndian: false, isBig: false);
        byte[] file = [.. "II*\0"u8, .. Little32(8), .. tiff.Directory(
            0,
            tiff.Entry(256, 4, 1, Little32(4)),
            tiff.Entry(257, 4, 1, Little32(4)),
            tiff.Entry(330, 4, 65, Little32(8))), .. new byte[400]];

        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(file, strip: true));
    }

    [Fact]
    public async Task Visits_directories_that_nest_in_a_circle_once()
    {
        var tiff = new TiffSample(isBigEndian: true, isBig: false);
        byte[] file =
        [
            .. "MM\0*"u8, .. Big32(8), .. tiff.Directory(
                0,
                tiff.Entry(256, 4, 1, Big32(4)),
                tiff.Entry(257, 4, 1, Big32(4)),
                tiff.Entry(273, 4, 1, Big32(0)),
                tiff.Entry(279, 4, 1, Big32(8)),
                tiff.Entry(330, 4, 1, Big32(8))),
        ];

        Assert.Equal(ContentInMemory.Accepted, await ContentInMemory.VerdictAsync(file, strip: true));
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
