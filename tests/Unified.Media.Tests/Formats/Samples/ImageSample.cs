namespace Unified.Media.Tests;

/// <summary>A valid file and its expected properties.</summary>
internal sealed record ImageSample(string Name, byte[] Bytes, string ContentType, int? Width, int? Height, int? Frames)
{
    /// <summary>The number of frames after a scan, when the header does not have it.</summary>
    public int CountedFrames { get; init; } = Frames ?? 1;

    /// <summary>The duration after a scan.</summary>
    public TimeSpan? Duration { get; init; }

    public int Rotation { get; init; }

    /// <summary>The number of bytes of the signature.</summary>
    public required int SignatureLength { get; init; }

    public override string ToString() => Name;

    public static IReadOnlyList<ImageSample> All { get; } =
    [
        Jpeg("jpeg baseline", JpegSample.Baseline(40, 30, JpegSample.Jfif), 40, 30),
        Jpeg("jpeg progressive", JpegSample.Progressive(65_535, 1, JpegSample.Adobe), 65_535, 1),
        Jpeg("jpeg photo", JpegSample.Photo(40, 30, 1), 40, 30),
        Jpeg("jpeg turned photo", JpegSample.Photo(40, 30, 6), 30, 40, 90),
        Jpeg("jpeg late height", JpegSample.LateHeight(40, 30), 40, null),
        Png("png", PngSample.File(40, 30), 40, 30, 1),
        Png("png huge", PngSample.File(int.MaxValue, 1), int.MaxValue, 1, 1),
        Png("png photo", PngSample.Photo(40, 30, 1), 40, 30, 1),
        Png("png turned photo", PngSample.Photo(40, 30, 8), 30, 40, 1, 270),
        Png("png animated", PngSample.Animated(20, 10, 3, 3), 20, 10, 3) with { Duration = TimeSpan.FromMilliseconds(75) },
        Gif("gif", GifSample.File(20, 10, 1, "87a"), 1) with { Duration = TimeSpan.FromMilliseconds(100) },
        Gif("gif animated", GifSample.File(20, 10, 7), 7) with { Duration = TimeSpan.FromMilliseconds(400) },
        WebP("webp lossy", WebPSample.File(WebPSample.Lossy(40, 30)), 40, 30, 1),
        WebP("webp lossless", WebPSample.File(WebPSample.Lossless(16_384, 1)), 16_384, 1, 1),
        WebP("webp extended", WebPSample.File(WebPSample.Extended(0, 40, 30), WebPSample.Lossless(40, 30)), 40, 30, 1),
        WebP("webp photo", WebPSample.Photo(40, 30, 3), 40, 30, 1, 180),
        WebP("webp turned photo", WebPSample.Photo(40, 30, 5), 30, 40, 1, 270),
        WebP("webp animated", WebPSample.Animated(40, 30, 4), 40, 30, null) with { CountedFrames = 4, Duration = TimeSpan.FromSeconds(280) },
        Bmp("bmp core", BmpSample.Core(5, 3), 5, 3),
        Bmp("bmp", BmpSample.Info(5, 3), 5, 3),
        Bmp("bmp top-down", BmpSample.Info(5, -3), 5, 3),
        Bmp("bmp black and white", BmpSample.Info(33, 3, depth: 1), 33, 3),
        Bmp("bmp compressed", BmpSample.Compressed(5, 3, 21, 33), 5, 3),
        Tiff("tiff little-endian", new TiffSample(isBigEndian: false, isBig: false).File(40, 30), 40, 30, 1),
        Tiff("tiff big-endian", new TiffSample(isBigEndian: true, isBig: false).File(40, 30, 6), 30, 40, 1) with { Rotation = 90 },
        Tiff("tiff pages", new TiffSample(isBigEndian: false, isBig: false).File(40, 30, pages: 5), 40, 30, 5),
        Tiff("bigtiff", new TiffSample(isBigEndian: false, isBig: true).File(40, 30, pages: 2), 40, 30, 2) with { SignatureLength = 8 },
        Tiff("bigtiff big-endian", new TiffSample(isBigEndian: true, isBig: true).File(40, 30), 40, 30, 1) with { SignatureLength = 8 },
    ];

    public static TheoryData<string> Names => new(All.Select(sample => sample.Name));

    public static ImageSample Named(string name) => All.Single(sample => sample.Name == name);

    private static ImageSample Jpeg(string name, byte[] bytes, int width, int? height, int rotation = 0) =>
        new(name, bytes, "image/jpeg", width, height, 1) { SignatureLength = 3, Rotation = rotation };

    private static ImageSample Png(string name, byte[] bytes, int width, int height, int frames, int rotation = 0) =>
        new(name, bytes, "image/png", width, height, frames) { SignatureLength = 8, Rotation = rotation };

    private static ImageSample Gif(string name, byte[] bytes, int frames) =>
        new(name, bytes, "image/gif", 20, 10, null) { SignatureLength = 6, CountedFrames = frames };

    private static ImageSample WebP(string name, byte[] bytes, int width, int height, int? frames, int rotation = 0) =>
        new(name, bytes, "image/webp", width, height, frames) { SignatureLength = 12, Rotation = rotation };

    private static ImageSample Bmp(string name, byte[] bytes, int width, int height) =>
        new(name, bytes, "image/bmp", width, height, 1) { SignatureLength = 28 };

    private static ImageSample Tiff(string name, byte[] bytes, int width, int height, int frames) =>
        new(name, bytes, "image/tiff", width, height, frames) { SignatureLength = 4 };
}
