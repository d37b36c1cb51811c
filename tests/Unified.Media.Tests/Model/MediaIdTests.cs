using Microsoft.Extensions.Time.Testing;

namespace Unified.Media.Tests;

public sealed class MediaIdTests
{
    [Theory]
    [InlineData("0198c0de-0000-7000-8000-0123456789ab", true)]
    [InlineData("0198C0DE-0000-7000-8000-0123456789AB", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", true)]
    [InlineData(" 0198c0de-0000-7000-8000-0123456789ab", false)]
    [InlineData("0198c0de-0000-7000-8000-0123456789ab\n", false)]
    [InlineData("{0198c0de-0000-7000-8000-0123456789ab}", false)]
    [InlineData("0198c0de0000700080000123456789ab", false)]
    [InlineData("+198c0de-0000-7000-8000-0123456789ab", false)]
    [InlineData("0x98c0de-0000-7000-8000-0123456789ab", false)]
    [InlineData("0198c0de-0x00-7000-8000-0123456789ab", false)]
    [InlineData("0198c0de-0000-7000-8000-0123456789a\uFF11", false)]
    [InlineData("0198c0de-0000-7000-8000-0123456789ag", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Id_has_one_text_apart_from_letter_case(string? text, bool accepted)
    {
        Assert.Equal(accepted, MediaId.TryParse(text, out var id));
        if (accepted)
        {
            Assert.Equal(text!.ToLowerInvariant(), id.ToString());
            Assert.Equal(id, MediaId.Parse(text));
        }
        else
        {
            Assert.Equal(default, id);
            Assert.Throws<FormatException>(() => MediaId.Parse(text!));
        }
    }

    [Fact]
    public void New_ids_and_their_texts_sort_by_time()
    {
        var time = new FakeTimeProvider();
        var ids = Enumerable.Range(0, 100).Select(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return MediaId.New(time);
        }).ToArray();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        Assert.True(ids[0] < ids[1] && ids[1] > ids[0] && ids[0] <= ids[1] && ids[1] >= ids[0]);
        Assert.All(ids, id => Assert.Equal('7', id.ToString()[14]));
    }
}
