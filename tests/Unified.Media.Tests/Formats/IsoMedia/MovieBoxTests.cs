using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class MovieBoxTests
{
    [Theory]
    [InlineData(1, 0, 0, 1, 0, 320, 180)]
    [InlineData(0, 1, -1, 0, 90, 180, 320)]
    [InlineData(-1, 0, 0, -1, 180, 320, 180)]
    [InlineData(0, -1, 1, 0, 270, 180, 320)]
    [InlineData(-1, 0, 0, 1, 0, 320, 180)]
    [InlineData(0, 1, 1, 0, 90, 180, 320)]
    public async Task Matrix_rotates_the_picture(int a, int b, int c, int d, int rotation, int width, int height)
    {
        var movie = new MovieSample { Matrix = (a << 16, b << 16, c << 16, d << 16) }.Build();

        var properties = await ContentInMemory.InspectAsync(movie);

        Assert.Equal((rotation, width, height), (properties.Rotation, properties.Width, properties.Height));
    }

    [Theory]
    [InlineData(0, 0, 640, 360)]
    [InlineData(853.4, 480, 853, 480)]
    [InlineData(853.6, 480, 854, 480)]
    public async Task Track_size_precedes_sample_size(
        double width, double height, int expectedWidth, int expectedHeight)
    {
        var properties = await ContentInMemory.InspectAsync(new MovieSample { Shown = (width, height) }.Build());

        Assert.Equal((expectedWidth, expectedHeight), (properties.Width, properties.Height));
    }

    [Theory]
    [InlineData(0, 2500, 1000, 2.5)]
    [InlineData(1, 2500, 1000, 2.5)]
    [InlineData(1, 10_000_000_000, 1000, 10_000_000.0)]
    [InlineData(0, 4294967295, 1000, null)]
    [InlineData(0, 0, 1000, null)]
    [InlineData(1, 18446744073709551615, 1000, null)]
    public async Task Durations_have_two_versions(byte version, ulong duration, uint scale, double? seconds)
    {
        var movie = new MovieSample { Version = version, Duration = duration, TimeScale = scale }.Build();

        var properties = await ContentInMemory.InspectAsync(movie);

        Assert.Equal(seconds, properties.Duration?.TotalSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Fragmented_movie_can_have_a_duration(byte version)
    {
        var length = version == 0 ? U32(7000) : U64(7000);
        var movie = new MovieSample { Duration = 0, InMoov = Box("mvex", Full("mehd", version, length)) }.Build();

        var properties = await ContentInMemory.InspectAsync(movie);

        Assert.Equal(TimeSpan.FromSeconds(7), properties.Duration);
    }

    [Fact]
    public async Task Encrypted_track_keeps_its_codec_name()
    {
        var scheme = Box("sinf", Box("frma", Text("hvc1")), Full("schm", 0, Text("cenc"), U32(0)));
        var movie = new MovieSample { Codec = "encv", CodecBoxes = Join(Box("pasp", U64(1)), scheme) }.Build();

        var properties = await ContentInMemory.InspectAsync(movie);

        Assert.Equal("hvc1", properties.Codec);
    }

    [Theory]
    [InlineData("hvc1", "hvc1")]
    [InlineData("abcd", "abcd")]
    [InlineData("ab\u0001d", null)]
    public async Task Codec_names_are_kept_as_spelled(string spelling, string? expected)
    {
        var properties = await ContentInMemory.InspectAsync(new MovieSample { Codec = spelling }.Build());

        Assert.Equal(expected, properties.Codec);
    }

    [Theory]
    [InlineData("soun")]
    [InlineData("text")]
    public async Task Movie_without_a_video_track_is_malformed(string handler)
    {
        var movie = new MovieSample { Handler = handler }.Build();

        var refusal = await Assert.ThrowsAsync<MediaFormatException>(async () => await ContentInMemory.InspectAsync(movie));

        Assert.Equal(RejectionCode.Malformed, refusal.Code);
        Assert.Contains("no video track", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Crowd => Join([.. Enumerable.Repeat(Box("free"), 10_001)]);

    public static TheoryData<string, byte[], string> WrongValues => new()
    {
        { "no size", new MovieSample { Shown = (0, 0), Coded = (0, 0) }.Build(), RejectionCode.Malformed },
        { "no height", new MovieSample { Shown = (0, 9), Coded = (9, 0) }.Build(), RejectionCode.Malformed },
        { "time scale of zero", new MovieSample { TimeScale = 0 }.Build(), RejectionCode.Malformed },
        { "endless duration", new MovieSample { Version = 1, TimeScale = 1, Duration = 1ul << 63 }.Build(), RejectionCode.Malformed },
        { "short track header", new MovieSample { InMedia = Full("tkhd", 0, new byte[20]) }.Build(), RejectionCode.Malformed },
        { "short time", new MovieSample { InMedia = Full("mdhd", 1, new byte[20]) }.Build(), RejectionCode.Malformed },
        { "nested without end", new MovieSample { InMedia = Nested("mdia", 10_000) }.Build(), RejectionCode.Malformed },
        { "crowd", new MovieSample { InMedia = Crowd }.Build(), RejectionCode.Malformed },
        { "crowd at the top", new MovieSample { BeforeMoov = Crowd }.Build(), RejectionCode.Malformed },
        { "chunk beyond the end", new MovieSample { ChunkOffset = 1_000_000 }.Build(), RejectionCode.Truncated },
        { "chunk at the end of the world", new MovieSample { ChunkOffset = uint.MaxValue }.Build(), RejectionCode.Truncated },
        { "no media", new MovieSample { Mdat = [] }.Build(), RejectionCode.Truncated },
        { "no index", Join(Ftyp("isom"), Box("mdat", new byte[16])), RejectionCode.Truncated },
        { "only brands", Ftyp("isom"), RejectionCode.Truncated },
        { "fragmented without fragments", new MovieSample { InMoov = Box("mvex") }.Build(), RejectionCode.Truncated },
        { "fragment alone", new MovieSample { Mdat = Join(Box("mdat", new byte[16]), Box("moof")) }.Build(), RejectionCode.Truncated },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task Wrong_values_are_rejected(string lie, byte[] content, string expected) =>
        Assert.Equal((lie, expected), (lie, await ContentInMemory.ScanOutcomeAsync(content, stripMetadata: true)));

    [Theory]
    [InlineData(0, "truncated", "malformed")]
    [InlineData(2, "malformed", "malformed")]
    [InlineData(7, "malformed", "malformed")]
    [InlineData(8, "accepted", "accepted")]
    [InlineData(int.MaxValue, "truncated", "malformed")]
    [InlineData(2147483648, "truncated", "malformed")]
    [InlineData(uint.MaxValue, "truncated", "malformed")]
    public async Task Sizes_of_boxes_are_checked(long size, string atTop, string inside)
    {
        var box = Lie("free", size);

        Assert.Equal(atTop, await ContentInMemory.ScanOutcomeAsync(new MovieSample { BeforeMoov = box }.Build()));
        Assert.Equal(inside, await ContentInMemory.ScanOutcomeAsync(new MovieSample { InMoov = box }.Build()));
        Assert.Equal(inside, await ContentInMemory.ScanOutcomeAsync(new MovieSample { InMedia = box }.Build()));
    }

    [Theory]
    [InlineData(0, "malformed", "malformed")]
    [InlineData(1, "malformed", "malformed")]
    [InlineData(15, "malformed", "malformed")]
    [InlineData(16, "accepted", "accepted")]
    [InlineData(5368709120, "truncated", "malformed")]
    [InlineData(9223372036854775807, "truncated", "malformed")]
    [InlineData(9223372036854775808, "truncated", "malformed")]
    [InlineData(18446744073709551615, "truncated", "malformed")]
    public async Task Large_sizes_of_boxes_are_checked(ulong size, string atTop, string inside)
    {
        var box = LargeLie("free", size);

        Assert.Equal(atTop, await ContentInMemory.ScanOutcomeAsync(new MovieSample { BeforeMoov = box }.Build()));
        Assert.Equal(inside, await ContentInMemory.ScanOutcomeAsync(new MovieSample { InMoov = box }.Build()));
        Assert.Equal(inside, await ContentInMemory.ScanOutcomeAsync(new MovieSample { InMedia = box }.Build()));
    }

    [Fact]
    public async Task Media_box_can_extend_to_the_end_of_the_file()
    {
        var movie = new MovieSample { Mdat = Lie("mdat", 0, new byte[16]) }.Build();

        Assert.Equal(ContentInMemory.Accepted, await ContentInMemory.ScanOutcomeAsync(movie));
    }

    [Fact]
    public async Task QuickTime_pads_containers_with_a_zero()
    {
        var movie = new MovieSample { Major = "qt  ", InMoov = Box("udta", Box("name", Text("x")), U32(0)) }.Build();

        Assert.Equal(ContentInMemory.Accepted, await ContentInMemory.ScanOutcomeAsync(movie, stripMetadata: true));
    }
}
