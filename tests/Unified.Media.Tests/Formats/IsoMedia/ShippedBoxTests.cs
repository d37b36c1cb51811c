namespace Unified.Media.Tests;

public sealed class ShippedBoxTests
{
    public static TheoryData<string> Names => ShippedMedia.BoxNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Header_returns_the_true_facts(string name)
    {
        var expected = ShippedMedia.Find(name);

        var properties = await ContentInMemory.InspectAsync(ShippedMedia.Read(name));

        Assert.Equal(expected.ContentType, properties.Format.ContentType);
        Assert.Equal((expected.Width, expected.Height), (properties.Width, properties.Height));
        Assert.Equal(expected.Frames, properties.Frames);
        Assert.Equal(expected.Duration, properties.Duration);
        Assert.Equal(expected.Codec, properties.Codec);
        Assert.Equal(expected.Rotation, properties.Rotation);
    }
}
