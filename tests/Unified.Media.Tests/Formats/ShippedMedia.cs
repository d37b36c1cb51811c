namespace Unified.Media.Tests;

/// <summary>The properties of the files in samples/Quickstart/media, verified with ffprobe, exiftool, heif-info and webpinfo.</summary>
public sealed record ShippedMedia(
    string Name, string ContentType, int Width, int Height, int? Frames, TimeSpan? Duration, string? Codec, int Rotation)
{
    public static IReadOnlyList<ShippedMedia> All { get; } =
    [
        new("harbour.jpg", "image/jpeg", 640, 480, 1, null, null, 90),
        new("meadow.jpg", "image/jpeg", 480, 320, 1, null, null, 0),
        new("sunrise.png", "image/png", 320, 200, 1, null, null, 0),
        new("lighthouse.png", "image/png", 160, 120, 8, TimeSpan.FromSeconds(1), null, 0),
        new("moon.gif", "image/gif", 160, 120, 8, TimeSpan.FromMilliseconds(960), null, 0),
        new("sunset.webp", "image/webp", 640, 400, 1, null, null, 0),
        new("quilt.webp", "image/webp", 256, 192, 1, null, null, 0),
        new("ripple.webp", "image/webp", 160, 120, 8, TimeSpan.FromMilliseconds(800), null, 0),
        new("dunes.avif", "image/avif", 300, 400, 1, null, null, 270),
        new("mosaic.avif", "image/avif", 256, 256, 1, null, null, 0),
        new("pond.avif", "image/avif", 160, 120, 8, TimeSpan.FromSeconds(1), null, 0),
        new("peaks.heic", "image/heic", 360, 480, 1, null, null, 0),
        new("lagoon.heif", "image/heif", 320, 240, 1, null, null, 0),
        new("nebula.bmp", "image/bmp", 96, 96, 1, null, null, 0),
        new("fields.tif", "image/tiff", 256, 192, 1, null, null, 0),
        new("waves.mp4", "video/mp4", 192, 108, null, TimeSpan.FromSeconds(2), "avc1", 0),
        new("coast.mp4", "video/mp4", 192, 108, null, TimeSpan.FromSeconds(2), "avc1", 0),
        new("stream.mp4", "video/mp4", 192, 108, null, null, "avc1", 0),
        new("glacier.mov", "video/quicktime", 96, 160, null, TimeSpan.FromSeconds(1.5), "avc1", 90),
        new("fractal.m4v", "video/x-m4v", 128, 96, null, TimeSpan.FromSeconds(1), "avc1", 0),
        new("aurora.webm", "video/webm", 160, 120, null, TimeSpan.FromSeconds(2), "V_VP9", 0),
        new("garden.mkv", "video/x-matroska", 96, 72, null, TimeSpan.FromSeconds(1), "V_MPEG4/ISO/AVC", 0),
    ];

    public static TheoryData<string> Names { get; } = [.. All.Select(media => media.Name)];

    /// <summary>The files that consist of boxes or EBML elements.</summary>
    public static TheoryData<string> BoxNames { get; } = [.. All.Where(media => media.HasBoxes).Select(media => media.Name)];

    /// <summary>The other files.</summary>
    public static TheoryData<string> RasterNames { get; } = [.. All.Where(media => !media.HasBoxes).Select(media => media.Name)];

    /// <summary>The lengths to which the file can be truncated and stay valid: between the fragments of a movie and before their index.</summary>
    public IReadOnlyList<int> ValidLengths => Name == "stream.mp4" ? [1991, 2632, 3296, 3619] : [];

    /// <summary>Returns the number of bytes that identify the format.</summary>
    public static int SignatureLength(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => 3,
        ".png" => 8,
        ".gif" => 6,
        ".bmp" => 28,
        ".tif" => 4,
        ".webm" => 28,
        ".mkv" => 32,
        _ => 12,
    };

    public static ShippedMedia Find(string name) => All.Single(media => media.Name == name);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "media", name));

    private bool HasBoxes =>
        ContentType.StartsWith("video/", StringComparison.Ordinal) || ContentType is "image/avif" or "image/heic" or "image/heif";

    public override string ToString() => Name;
}
