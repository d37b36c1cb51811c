using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

public sealed class TiffScanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tiff_scan_time_is_bounded_for_overlapping_directories()
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
            async () => await MediaFormat.ScanAsync(new(MediaFormat.Tiff), content, stripMetadata: false, Token));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
        Assert.InRange(content.BytesRead, 1, file.Length * 4);
    }

    [Fact]
    public async Task Tiff_scan_rejects_too_many_nested_directories()
    {
        var tiff = new TiffSample(isBigEndian: false, isBig: false);
        byte[] file = [.. "II*\0"u8, .. Little32(8), .. tiff.Directory(
            0,
            tiff.Entry(256, 4, 1, Little32(4)),
            tiff.Entry(257, 4, 1, Little32(4)),
            tiff.Entry(330, 4, 65, Little32(8))), .. new byte[400]];

        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
    }

    [Fact]
    public async Task Tiff_scan_visits_cyclic_directories_once()
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

        Assert.Equal(ContentInMemory.Accepted, await ContentInMemory.ScanOutcomeAsync(file, stripMetadata: true));
    }
}
