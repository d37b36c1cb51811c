using System.Diagnostics;
using System.Reflection;
using System.Text;
using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class ContentInspectorTests
{
    private static readonly bool IsDebugBuild =
        typeof(MediaFormat).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Reads_what_the_header_says(string name)
    {
        var sample = ImageSample.Named(name);

        var facts = await ContentInMemory.InspectAsync(sample.Bytes);

        Assert.Equal(sample.ContentType, facts.Format.ContentType);
        Assert.Equal((sample.Width, sample.Height), (facts.Width, facts.Height));
        Assert.Equal(sample.Frames, facts.Frames);
        Assert.Equal(sample.Rotation, facts.Rotation);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Reads_the_same_from_a_stream_that_gives_single_bytes(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;
        var content = new SeekableContent(new TricklingStream([7, 7, 7, .. bytes, 9]), 3, bytes.Length);

        var facts = await ContentInMemory.Recognise(bytes).ReadHeaderAsync(content, Token);
        var scan = await MediaFormat.ScanAsync(facts, content, strip: true, Token);

        Assert.Equal(await ContentInMemory.InspectAsync(bytes), facts);
        Assert.Equal((await ContentInMemory.ScanAsync(bytes, strip: true)).Facts, scan.Facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BM is a text that begins like a bitmap and goes on")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("%PDF-1.7 and so on")]
    [InlineData("PK\u0003\u0004 and so on, as archives do")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt and so on")]
    [InlineData("GIF88a and so on")]
    public void Does_not_recognise_other_content(string text) =>
        Assert.Null(MediaFormat.Recognise(Encoding.Latin1.GetBytes(text)));

    [Theory]
    [InlineData(1, 40, 30, 0)]
    [InlineData(2, 40, 30, 0)]
    [InlineData(3, 40, 30, 180)]
    [InlineData(4, 40, 30, 180)]
    [InlineData(5, 30, 40, 270)]
    [InlineData(6, 30, 40, 90)]
    [InlineData(7, 30, 40, 90)]
    [InlineData(8, 30, 40, 270)]
    [InlineData(0, 40, 30, 0)]
    [InlineData(9, 40, 30, 0)]
    [InlineData(65_535, 40, 30, 0)]
    public async Task Turns_the_dimensions_as_the_orientation_says(int orientation, int width, int height, int rotation)
    {
        var block = ExifSample.Block(orientation);
        byte[][] files =
        [
            JpegSample.Baseline(40, 30, JpegSample.Exif(block)),
            JpegSample.Baseline(40, 30, JpegSample.Exif(ExifSample.Block(orientation, isBigEndian: true))),
            PngSample.File(40, 30, PngSample.Chunk("eXIf", block)),
            WebPSample.File(WebPSample.Extended(8, 40, 30), WebPSample.Lossy(40, 30), WebPSample.Chunk("EXIF", block)),
            WebPSample.File(
                WebPSample.Extended(8, 40, 30), WebPSample.Lossy(40, 30), WebPSample.Chunk("EXIF", [.. "Exif\0\0"u8, .. block])),
            new TiffSample(isBigEndian: true, isBig: true).File(40, 30, orientation),
        ];

        foreach (var file in files)
        {
            var facts = await ContentInMemory.InspectAsync(file);

            Assert.Equal((width, height, rotation), (facts.Width, facts.Height, facts.Rotation));
        }
    }

    [Fact]
    public async Task Finds_the_frame_header_behind_megabytes_of_segments_within_the_budget()
    {
        var large = JpegSample.Segment(0xE9, new byte[65_533]);
        byte[][] segments = [.. Enumerable.Repeat(large, 100), JpegSample.Exif(ExifSample.Block(6))];
        var bytes = JpegSample.Baseline(40, 30, segments);
        var content = ContentInMemory.Open(bytes);

        var facts = await MediaFormat.Jpeg.ReadHeaderAsync(content, Token);

        Assert.Equal((30, 40), (facts.Width, facts.Height));
        Assert.InRange(content.BytesRead, 1, ByteWindow.HeaderBudget);
    }

    [Fact]
    public async Task Refuses_a_header_that_is_longer_than_the_budget()
    {
        var bytes = JpegSample.Baseline(40, 30, [.. Enumerable.Repeat(JpegSample.Segment(0xE9, new byte[3]), 100_000)]);
        var content = ContentInMemory.Open(bytes);

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(
            async () => await MediaFormat.Jpeg.ReadHeaderAsync(content, Token));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
        Assert.InRange(content.BytesRead, 1, ByteWindow.HeaderBudget);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Reads_no_more_than_the_beginning_of_a_small_file(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;
        var content = ContentInMemory.Open(bytes);

        await ContentInMemory.Recognise(bytes).ReadHeaderAsync(content, Token);

        Assert.InRange(content.BytesRead, 1, 4_096);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Allocates_nothing_but_the_facts(string name)
    {
        Assert.SkipWhen(IsDebugBuild, "Without optimisation every asynchronous method allocates its state.");
        var bytes = ImageSample.Named(name).Bytes;
        var format = ContentInMemory.Recognise(bytes);
        var content = ContentInMemory.Open(bytes);
        for (var round = 0; round < 5; round++)
        {
            await format.ReadHeaderAsync(content, Token);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var facts = format.ReadHeaderAsync(content, Token);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(facts.IsCompletedSuccessfully);
        Assert.InRange(allocated, 1, 96);
    }

    public static TheoryData<long, string> Heights => new()
    {
        { 0, RejectionCode.Malformed }, { 1, ContentInMemory.Accepted },
        { 65_535, ContentInMemory.Accepted }, { int.MaxValue, ContentInMemory.Accepted }, { 2_147_483_648, RejectionCode.Malformed }, { uint.MaxValue, RejectionCode.Malformed },
    };

    [Theory]
    [MemberData(nameof(Heights))]
    public async Task Reports_dimensions_that_lie_as_they_are(long height, string verdict)
    {
        Assert.Equal(verdict, await ContentInMemory.VerdictAsync(PngSample.File(1, height), strip: true));
        Assert.Equal(verdict, await ContentInMemory.VerdictAsync(PngSample.File(height, 1), strip: true));
    }

    [Theory]
    [InlineData(0, "malformed")]
    [InlineData(1, "accepted")]
    [InlineData(65_535, "truncated")]
    [InlineData(int.MaxValue, "truncated")]
    [InlineData(int.MinValue, "malformed")]
    [InlineData(-1, "accepted")]
    public async Task Judges_the_height_of_a_bitmap_by_its_pixels(int height, string verdict) =>
        Assert.Equal(verdict, await ContentInMemory.VerdictAsync(BmpSample.Info(1, height), strip: true));

    [Fact]
    public async Task Refuses_pictures_without_width_or_height()
    {
        byte[][] files =
        [
            JpegSample.Baseline(0, 30), JpegSample.Baseline(40, 0), GifSample.File(0, 10, 1), GifSample.File(20, 0, 1),
            BmpSample.Info(0, 1), BmpSample.Info(-1, 1), WebPSample.File(WebPSample.Lossy(0, 30)), WebPSample.File(WebPSample.Lossy(40, 0)),
            [.. BmpSample.Core(0, 1), 0, 0],
            new TiffSample(isBigEndian: false, isBig: false).File(0, 30), new TiffSample(isBigEndian: false, isBig: true).File(40, 0),
        ];

        foreach (var file in files)
        {
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(file, strip: true));
        }
    }

    [Fact]
    public async Task Follows_a_chain_of_pages_that_loops_only_so_far()
    {
        var bytes = new TiffSample(isBigEndian: false, isBig: false).File(40, 30, pages: 3, isLoop: true);

        Assert.Null((await ContentInMemory.InspectAsync(bytes)).Frames);
        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(bytes, strip: true));
    }

    [Fact]
    public async Task Refuses_a_header_chunk_with_a_wrong_checksum()
    {
        var bytes = PngSample.File(40, 30);
        bytes[19] ^= 1;

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(async () => await ContentInMemory.InspectAsync(bytes));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
    }

    [Fact]
    public async Task Closes_its_window_after_a_rejection()
    {
        var bytes = PngSample.File(0, 0);
        var content = ContentInMemory.Open(bytes);

        await Assert.ThrowsAsync<MediaFormatException>(async () => await MediaFormat.Png.ReadHeaderAsync(content, Token));
        await Assert.ThrowsAsync<MediaFormatException>(async () => await MediaFormat.Png.ReadHeaderAsync(content, Token));
    }

    [Fact]
    public async Task Reads_no_orientation_from_behind_its_block()
    {
        byte[] cutInsideEntry = ExifSample.Block(6, hasLocation: false)[..18];
        var bytes = WebPSample.File(
            WebPSample.Extended(8, 40, 30),
            WebPSample.Lossy(40, 30),
            WebPSample.Chunk("EXIF", cutInsideEntry),
            WebPSample.Chunk("\u0006\0\0\0", []));

        Assert.Equal(0, (await ContentInMemory.InspectAsync(bytes)).Rotation);
    }

    [Fact]
    public async Task Sees_no_exif_in_an_exif_block_that_is_broken()
    {
        byte[][] blocks =
            [[], [.. "II*\0"u8], [.. "II*\0"u8, .. Little32(uint.MaxValue)], [.. "II*\0"u8, .. Little32(8), 255, 255], Noise(40, 1)];

        foreach (var block in blocks)
        {
            var facts = await ContentInMemory.InspectAsync(JpegSample.Baseline(40, 30, JpegSample.Exif(block)));

            Assert.Equal((40, 30, 0), (facts.Width, facts.Height, facts.Rotation));
        }
    }
}
