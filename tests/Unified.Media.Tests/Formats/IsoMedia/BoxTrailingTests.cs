using System.Text;
using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class BoxTrailingTests
{
    public enum Appendix
    {
        Zip,
        Html,
        Zeros,
        Script,
        Jpeg,
        SameFile,
    }

    public static TheoryData<string, Appendix> Appendices =>
        new MatrixTheoryData<string, Appendix>(ShippedMedia.BoxNames.Select(row => row.Data), Enum.GetValues<Appendix>());

    [Theory]
    [MemberData(nameof(Appendices))]
    public async Task Appended_bytes_are_omitted(string name, Appendix appendix)
    {
        var content = ShippedMedia.Read(name);
        var appended = appendix switch
        {
            Appendix.Zip => Join([0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0], new byte[100]),
            Appendix.Html => Encoding.ASCII.GetBytes("<html><body><script>alert(1)</script></body></html>"),
            Appendix.Zeros => new byte[100],
            Appendix.Script => Encoding.ASCII.GetBytes("#!/bin/sh\necho hello\n"),
            Appendix.Jpeg => ShippedMedia.Read("meadow.jpg"),
            Appendix.SameFile => content,
            _ => throw new ArgumentOutOfRangeException(nameof(appendix)),
        };

        var scan = await ContentInMemory.ScanAsync(Join(content, appended));

        Assert.Equal(appended.Length, scan.TrailingBytes);
        Assert.True(scan.ChangesContent);
        Assert.Equal(content, await ContentInMemory.StoreAsync(Join(content, appended), scan));
    }

    [Theory]
    [InlineData("free", 1)]
    [InlineData("free", 7)]
    [InlineData("free", 8)]
    [InlineData("free", 40)]
    [InlineData("mfra", 6)]
    [InlineData("moof", 40)]
    [InlineData("uuid", 40)]
    public async Task Truncated_last_box_is_not_treated_as_appended(string type, int length)
    {
        var content = Join(ShippedMedia.Read("waves.mp4"), Box(type, new byte[100])[..length]);

        Assert.Equal(RejectionCode.Truncated, await ContentInMemory.ScanOutcomeAsync(content));
    }

    [Theory]
    [InlineData("free")]
    [InlineData("abcd")]
    [InlineData("uuid")]
    public async Task Complete_last_box_belongs_to_the_file(string type)
    {
        var scan = await ContentInMemory.ScanAsync(Join(ShippedMedia.Read("waves.mp4"), Box(type, new byte[100])));

        Assert.Equal(0, scan.TrailingBytes);
    }

    [Fact]
    public async Task Invalid_bytes_before_the_media_are_not_treated_as_appended()
    {
        var movie = new MovieSample { Mdat = Join(Encoding.ASCII.GetBytes("<html></html>"), Box("mdat", new byte[16])) }.Build();

        Assert.Equal(RejectionCode.Truncated, await ContentInMemory.ScanOutcomeAsync(movie));
    }

    [Fact]
    public async Task Bytes_after_a_live_recording_are_omitted()
    {
        var segment = EbmlSample.Endless(0x18538067, EbmlSample.Info(0), EbmlSample.Tracks(), EbmlSample.Cluster(isEndless: true));
        var recording = Join(EbmlSample.Header(), segment);

        var scan = await ContentInMemory.ScanAsync(Join(recording, new byte[50]));

        Assert.Equal(50, scan.TrailingBytes);
    }

    [Fact]
    public async Task Free_space_after_a_segment_belongs_to_the_file()
    {
        var content = Join(ShippedMedia.Read("aurora.webm"), EbmlSample.Element(0xEC, new byte[20]));

        var scan = await ContentInMemory.ScanAsync(content);

        Assert.Equal(0, scan.TrailingBytes);
    }
}
