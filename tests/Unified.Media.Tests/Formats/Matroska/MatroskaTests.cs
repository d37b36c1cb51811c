using static Unified.Media.Tests.BoxSample;
using static Unified.Media.Tests.EbmlSample;

namespace Unified.Media.Tests;

public sealed class MatroskaTests
{
    [Theory]
    [InlineData("webm", "video/webm")]
    [InlineData("matroska", "video/x-matroska")]
    [InlineData("webm\0\0", "video/webm")]
    [InlineData("webmx", null)]
    [InlineData("", null)]
    public void Document_type_identifies_the_format(string type, string? expected) =>
        Assert.Equal(expected, MatroskaSignature.Recognize(Header(type))?.ContentType);

    [Fact]
    public async Task First_video_track_applies()
    {
        var properties = await ContentInMemory.InspectAsync(Join(Header(), Segment(Info(), Tracks(), Cluster())));

        Assert.Equal((320, 240, "V_VP8"), (properties.Width, properties.Height, properties.Codec));
        Assert.Equal(TimeSpan.FromSeconds(1.5), properties.Duration);
    }

    [Fact]
    public async Task Index_locates_tracks_after_the_clusters()
    {
        byte[] SeekHead(long position) =>
            Element(0x114D9B74, Element(0x4DBB, Element(0x53AB, U32(0x1654AE6B)), Element(0x53AC, U32(position))));
        var before = Join(SeekHead(0), Cluster(), Info());

        var properties = await ContentInMemory.InspectAsync(Join(Header(), Segment(SeekHead(before.Length), Cluster(), Info(), Tracks())));

        Assert.Equal((320, 240), (properties.Width, properties.Height));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Live_recording_without_sizes_is_accepted(bool hasEndlessClusters)
    {
        var content = Join(Header(), Endless(0x18538067, Info(0), Tracks(), Cluster(hasEndlessClusters), Cluster(hasEndlessClusters)));

        var scan = await ContentInMemory.ScanAsync(content);

        Assert.False(scan.ChangesContent);
        Assert.Null(scan.Properties.Duration);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Live_recording_truncated_inside_an_element_is_rejected(bool hasEndlessClusters)
    {
        var start = Join(Header(), Endless(0x18538067, Info(0), Tracks()));
        var clusters = Join(Cluster(hasEndlessClusters), Cluster(hasEndlessClusters));
        var content = Join(start, clusters);
        var cluster = clusters.Length / 2;
        int[] inside = hasEndlessClusters ? [12, 12 + 10] : [];
        int[] whole = [.. inside, cluster, .. inside.Select(at => cluster + at)];

        var accepted = new List<int>();
        for (var length = Header().Length; length < content.Length; length++)
        {
            var verdict = await ContentInMemory.ScanOutcomeAsync(content, length: length);
            Assert.NotEqual(RejectionCode.Malformed, verdict);
            if (verdict == ContentInMemory.Accepted)
            {
                accepted.Add(length);
            }
        }

        Assert.Equal(whole, accepted.Select(length => length - start.Length));
    }

    public static TheoryData<string, byte[], string> WrongValues => new()
    {
        { "no width", Segment(Info(), Tracks(width: 0), Cluster()), RejectionCode.Malformed },
        { "no height", Segment(Info(), Tracks(height: 0), Cluster()), RejectionCode.Malformed },
        { "no time", Segment(Info(double.NaN), Tracks(), Cluster()), RejectionCode.Malformed },
        { "negative time", Segment(Info(-1), Tracks(), Cluster()), RejectionCode.Malformed },
        { "endless time", Segment(Info(double.PositiveInfinity), Tracks(), Cluster()), RejectionCode.Malformed },
        { "time beyond time", Segment(Info(1e300), Tracks(), Cluster()), RejectionCode.Malformed },
        { "no tracks", Segment(Info(), Cluster()), RejectionCode.Malformed },
        { "no video", Segment(Info(), Element(0x1654AE6B, Element(0xAE, Element(0x83, [2]))), Cluster()), RejectionCode.Malformed },
        { "no clusters", Segment(Info(), Tracks()), RejectionCode.Truncated },
        { "nothing", [], RejectionCode.Truncated },
        { "long number", Segment(Element(0x1654AE6B, Element(0xAE, Element(0x83, new byte[9]))), Cluster()), RejectionCode.Malformed },
        { "segment beyond the end", Lie(0x18538067, 1ul << 40, Info(), Tracks(), Cluster()), RejectionCode.Truncated },
        { "cluster beyond its segment", Segment(Info(), Tracks(), Lie(0x1F43B675, 1000)), RejectionCode.Malformed },
        { "cluster beyond everything", Segment(Info(), Tracks(), Lie(0x1F43B675, (1ul << 56) - 2)), RejectionCode.Malformed },
        { "cut cluster", Endless(0x18538067, Info(), Tracks(), Lie(0x1F43B675, 1000)), RejectionCode.Truncated },
        { "nested without end", Segment(Element(0x1654AE6B, Element(0xAE, Nested(0xE0, 1_000))), Cluster()), RejectionCode.Malformed },
        { "nested tags", Segment(Info(), Tracks(), Cluster(), Element(0x1254C367, Nested(0x67C8, 1_000))), RejectionCode.Malformed },
        { "crowd", Segment(Join([.. Enumerable.Repeat(Element(0xEC), 10_001)]), Info(), Tracks(), Cluster()), RejectionCode.Malformed },
        { "no element", Segment(Info(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Tracks(), Cluster()), RejectionCode.Malformed },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task Wrong_values_are_rejected(string lie, byte[] segment, string expected) =>
        Assert.Equal((lie, expected), (lie, await ContentInMemory.ScanOutcomeAsync(Join(Header(), segment), stripMetadata: true)));
}
