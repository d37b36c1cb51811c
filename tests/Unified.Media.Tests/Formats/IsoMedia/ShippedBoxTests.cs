namespace Unified.Media.Tests;

public sealed class ShippedBoxTests
{
    public static TheoryData<string> Names => ShippedMedia.BoxNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Header_returns_the_true_facts(string name)
    {
        var expected = ShippedMedia.Find(name);

        var facts = await ContentInMemory.InspectAsync(ShippedMedia.Read(name));

        Assert.Equal(expected.ContentType, facts.Format.ContentType);
        Assert.Equal((expected.Width, expected.Height), (facts.Width, facts.Height));
        Assert.Equal(expected.Frames, facts.Frames);
        Assert.Equal(expected.Duration, facts.Duration);
        Assert.Equal(expected.Codec, facts.Codec);
        Assert.Equal(expected.Rotation, facts.Rotation);
    }
}
