using System.Text;
using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class IsoMediaSignatureTests
{
    [Theory]
    [InlineData("avif", "mif1", "image/avif")]
    [InlineData("avis", "msf1", "image/avif")]
    [InlineData("mif1", "miafavif", "image/avif")]
    [InlineData("heic", "mif1", "image/heic")]
    [InlineData("heix", "mif1", "image/heic")]
    [InlineData("hevc", "msf1", "image/heic")]
    [InlineData("hevx", "msf1", "image/heic")]
    [InlineData("heim", "mif1", "image/heic")]
    [InlineData("heis", "mif1", "image/heic")]
    [InlineData("mif1", "miafheic", "image/heic")]
    [InlineData("msf1", "hevc", "image/heic")]
    [InlineData("mif1", "miaf", "image/heif")]
    [InlineData("msf1", "iso8", "image/heif")]
    [InlineData("MiHB", "miafmif1heic", "image/heic")]
    [InlineData("qt  ", "qt  ", "video/quicktime")]
    [InlineData("M4V ", "M4A mp42isom", "video/x-m4v")]
    [InlineData("M4VH", "isom", "video/x-m4v")]
    [InlineData("M4VP", "isom", "video/x-m4v")]
    [InlineData("isom", "iso2avc1", "video/mp4")]
    [InlineData("iso5", "dash", "video/mp4")]
    [InlineData("mp42", "", "video/mp4")]
    [InlineData("avc1", "", "video/mp4")]
    [InlineData("dash", "", "video/mp4")]
    [InlineData("3gp4", "isom3gp4", "video/mp4")]
    [InlineData("XAVC", "XAVCmp42iso2", "video/mp4")]
    [InlineData("M4A ", "M4A mp42isom", null)]
    [InlineData("M4B ", "mp42isom", null)]
    [InlineData("aax ", "M4B mp42isom", null)]
    [InlineData("crx ", "crx isom", null)]
    [InlineData("jp2 ", "jp2 ", null)]
    [InlineData("heiz", "none", null)]
    [InlineData("\0\0\0\0", "", null)]
    public void Brands_identify_the_format(string major, string compatible, string? expected) =>
        Assert.Equal(expected, IsoMediaSignature.Recognize(Ftyp(major, compatible))?.ContentType);

    [Fact]
    public void Brands_outside_the_box_are_ignored() =>
        Assert.Null(IsoMediaSignature.Recognize(Join(Ftyp("none"), Text("isomisomisom"))));

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(15)]
    public void Brand_box_without_brands_is_rejected(int size) =>
        Assert.Null(IsoMediaSignature.Recognize(Lie("ftyp", size, Text("isom"), U32(0), Text("isom"))));

    [Fact]
    public void Twelve_bytes_suffice_for_a_major_brand()
    {
        var box = Ftyp("isom");

        Assert.Null(IsoMediaSignature.Recognize(box.AsSpan(0, 11)));
        Assert.Equal(MediaFormat.Mp4, IsoMediaSignature.Recognize(box.AsSpan(0, 12)));
    }

    [Fact]
    public void Old_QuickTime_files_are_recognized_by_their_boxes()
    {
        var header = Box("mvhd", new byte[100]);

        Assert.Equal(MediaFormat.QuickTime, IsoMediaSignature.Recognize(Box("moov", header)));
        Assert.Equal(MediaFormat.QuickTime, IsoMediaSignature.Recognize(Join(Box("wide"), Lie("mdat", 70_000, new byte[200]))));
        Assert.Equal(MediaFormat.QuickTime, IsoMediaSignature.Recognize(Join(Box("skip", new byte[16]), Box("free"), Box("moov", header))));
        Assert.Equal(MediaFormat.QuickTime, IsoMediaSignature.Recognize(LargeLie("mdat", 5ul << 30, new byte[200])));
    }

    [Fact]
    public void Text_that_resembles_boxes_is_not_QuickTime()
    {
        Assert.Null(IsoMediaSignature.Recognize(Lie("moov", 4, Lie("mvhd", 100, new byte[100]))));
        Assert.Null(IsoMediaSignature.Recognize(Box("moov", Box("trak", new byte[100]))));
        Assert.Null(IsoMediaSignature.Recognize(Lie("mdat", 5, new byte[100])));
        Assert.Null(IsoMediaSignature.Recognize(Lie("free", 0, new byte[100])));
        Assert.Null(IsoMediaSignature.Recognize(Box("free", new byte[300])));
        Assert.Null(IsoMediaSignature.Recognize(Encoding.ASCII.GetBytes("The moov and the mdat of a file")));
    }
}
