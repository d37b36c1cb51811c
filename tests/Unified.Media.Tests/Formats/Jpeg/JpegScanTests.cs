using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class JpegScanTests
{
    [Fact]
    public async Task Jpeg_scan_omits_the_video_of_a_motion_photo()
    {
        byte[] film = [.. Big32(24), .. "ftypmp42"u8, .. new byte[12], .. Big32(8), .. "mdat"u8];
        byte[] bytes = [.. JpegSample.Photo(40, 30, 6), .. film];

        var stored = await ContentInMemory.StripAsync(bytes);

        Assert.Equal(-1, stored.AsSpan().IndexOf("ftyp"u8));
        Assert.Equal([0xFF, 0xD9], stored[^2..]);
    }

    [Fact]
    public async Task Jpeg_scan_omits_the_gain_map_of_an_ultra_hdr_photo()
    {
        byte[] bytes =
        [
            .. JpegSample.Baseline(40, 30, JpegSample.Segment(0xE2, [.. "MPF\0"u8, .. Noise(60, 6)])),
            .. JpegSample.Baseline(20, 15, JpegSample.Xmp()),
        ];

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

        Assert.Equal(["gain_map"], scan.Removed);
        Assert.Equal(JpegSample.Baseline(40, 30), await ContentInMemory.StoreAsync(bytes, scan));
    }
}
