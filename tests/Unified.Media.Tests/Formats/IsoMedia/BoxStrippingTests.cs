using System.Text;

namespace Unified.Media.Tests;

public sealed class BoxStrippingTests
{
    /// <summary>The name, the removed metadata, and the bytes of the metadata as text, or as hexadecimal after a #.</summary>
    public static TheoryData<string, string, string[]> WithMetadata => new()
    {
        { "coast.mp4", "location", ["+57.7072+011.9668"] },
        { "glacier.mov", "location", ["+46.0207+007.7491", "#0007BFC5002E054C"] },
        { "aurora.webm", "location", ["+69.6492+018.9553"] },
        { "dunes.avif", "exif xmp", ["Unified", "2025:01:01", "Namibia"] },
        { "peaks.heic", "exif xmp", ["Unified", "2025:01:01", "Zermatt"] },
    };

    public static TheoryData<string> NamesWithMetadata => [.. WithMetadata.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(WithMetadata))]
    public async Task Stripping_overwrites_metadata_without_moving_bytes(string name, string removed, string[] traces)
    {
        var content = ShippedMedia.Read(name);
        var needles = traces.Select(trace => trace[0] == '#' ? Convert.FromHexString(trace[1..]) : Encoding.ASCII.GetBytes(trace)).ToList();
        Assert.All(needles, needle => Assert.True(content.AsSpan().IndexOf(needle) >= 0));

        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(content, scan);

        Assert.Equal(removed, string.Join(' ', scan.Removed));
        Assert.True(scan.ChangesContent);
        Assert.Equal(content.Length, stored.Length);
        Assert.All(needles, needle => Assert.Equal(-1, stored.AsSpan().IndexOf(needle)));
        Assert.Equal(await ContentInMemory.InspectAsync(content), await ContentInMemory.InspectAsync(stored));
    }

    [Theory]
    [MemberData(nameof(NamesWithMetadata))]
    public async Task Every_kept_byte_keeps_its_offset(string name)
    {
        var content = ShippedMedia.Read(name);

        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);

        var position = 0L;
        foreach (var piece in scan.Pieces)
        {
            Assert.True(!piece.IsSource || piece.SourceOffset == position);
            position += piece.Length;
        }

        Assert.Equal(content.Length, position);
        Assert.InRange(scan.Pieces.Where(piece => !piece.IsSource).Sum(piece => piece.Length), 18, 4096);
    }

    [Theory]
    [MemberData(nameof(NamesWithMetadata))]
    public async Task Stripped_content_is_valid_and_has_no_metadata(string name)
    {
        var content = ShippedMedia.Read(name);
        var first = await ContentInMemory.ScanAsync(content, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(content, first);

        var again = await ContentInMemory.ScanAsync(stored, stripMetadata: true);

        Assert.False(again.ChangesContent);
        Assert.Empty(again.Removed);
    }

    [Theory]
    [InlineData("waves.mp4")]
    [InlineData("stream.mp4")]
    [InlineData("fractal.m4v")]
    [InlineData("garden.mkv")]
    [InlineData("mosaic.avif")]
    [InlineData("pond.avif")]
    [InlineData("lagoon.heif")]
    public async Task Content_without_metadata_is_stored_unchanged(string name)
    {
        var scan = await ContentInMemory.ScanAsync(ShippedMedia.Read(name), stripMetadata: true);

        Assert.False(scan.ChangesContent);
        Assert.Empty(scan.Removed);
    }

    [Theory]
    [MemberData(nameof(NamesWithMetadata))]
    public async Task Metadata_is_kept_without_stripping(string name)
    {
        var scan = await ContentInMemory.ScanAsync(ShippedMedia.Read(name), stripMetadata: false);

        Assert.False(scan.ChangesContent);
        Assert.Empty(scan.Removed);
    }
}
