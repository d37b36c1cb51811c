using System.Diagnostics;
using System.Reflection;
using System.Text;
using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class HeaderTests
{
    private static readonly bool IsDebugBuild =
        typeof(MediaFormat).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Header_returns_its_facts(string name)
    {
        var sample = ImageSample.Named(name);

        var properties = await ContentInMemory.InspectAsync(sample.Bytes);

        Assert.Equal(sample.ContentType, properties.Format.ContentType);
        Assert.Equal((sample.Width, sample.Height), (properties.Width, properties.Height));
        Assert.Equal(sample.Frames, properties.Frames);
        Assert.Equal(sample.Rotation, properties.Rotation);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Header_reads_the_same_from_single_byte_reads(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;
        var content = new SeekableContent(new TricklingStream([7, 7, 7, .. bytes, 9]), 3, bytes.Length);

        var properties = await ContentInMemory.Recognize(bytes).ReadHeaderAsync(content, Token);
        var scan = await MediaFormat.ScanAsync(properties, content, stripMetadata: true, Token);

        Assert.Equal(await ContentInMemory.InspectAsync(bytes), properties);
        Assert.Equal((await ContentInMemory.ScanAsync(bytes, stripMetadata: true)).Properties, scan.Properties);
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
    public void Signature_rejects_other_content(string text) =>
        Assert.Null(MediaFormat.Recognize(Encoding.Latin1.GetBytes(text)));

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
    public async Task Header_applies_the_orientation_to_the_dimensions(int orientation, int width, int height, int rotation)
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
            var properties = await ContentInMemory.InspectAsync(file);

            Assert.Equal((width, height, rotation), (properties.Width, properties.Height, properties.Rotation));
        }
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Header_of_a_small_file_needs_one_read(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;
        var content = ContentInMemory.Open(bytes);

        await ContentInMemory.Recognize(bytes).ReadHeaderAsync(content, Token);

        Assert.InRange(content.BytesRead, 1, 4_096);
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Header_allocates_only_the_facts(string name)
    {
        Assert.SkipWhen(IsDebugBuild, "Without optimisation every asynchronous method allocates its state.");
        var bytes = ImageSample.Named(name).Bytes;
        var format = ContentInMemory.Recognize(bytes);
        var content = ContentInMemory.Open(bytes);
        for (var round = 0; round < 5; round++)
        {
            await format.ReadHeaderAsync(content, Token);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var properties = format.ReadHeaderAsync(content, Token);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(properties.IsCompletedSuccessfully);
        Assert.InRange(allocated, 1, 96);
    }

    [Fact]
    public async Task Header_rejects_pictures_without_width_or_height()
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
            Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
        }
    }

    [Fact]
    public async Task Header_closes_its_window_after_a_rejection()
    {
        var bytes = PngSample.File(0, 0);
        var content = ContentInMemory.Open(bytes);

        await Assert.ThrowsAsync<MediaFormatException>(async () => await MediaFormat.Png.ReadHeaderAsync(content, Token));
        await Assert.ThrowsAsync<MediaFormatException>(async () => await MediaFormat.Png.ReadHeaderAsync(content, Token));
    }

    [Fact]
    public async Task Header_ignores_a_broken_exif_block()
    {
        byte[][] blocks =
            [[], [.. "II*\0"u8], [.. "II*\0"u8, .. Little32(uint.MaxValue)], [.. "II*\0"u8, .. Little32(8), 255, 255], Noise(40, 1)];

        foreach (var block in blocks)
        {
            var properties = await ContentInMemory.InspectAsync(JpegSample.Baseline(40, 30, JpegSample.Exif(block)));

            Assert.Equal((40, 30, 0), (properties.Width, properties.Height, properties.Rotation));
        }
    }
}
