using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class SearchTextTests
{
    public static TheoryData<string?, string[]> Texts => new()
    {
        { null, [] },
        { "", [] },
        { " !?-_. ", [] },
        { "Blue blue BLUE sky-line", ["blue", "sky", "line"] },
        { "it's 4711 m\u00B2", ["it", "s", "4711", "m"] },
        { "Cafe\u0301 CAF\u00C9", ["caf\u00E9"] },
        { "cafe", ["cafe"] },
        { "\u65E5\u672C \u05E9\u05DC\u05D5\u05DD", ["\u65E5\u672C", "\u05E9\u05DC\u05D5\u05DD"] },
        { "x\u0323y", ["x\u0323y"] },
        { "\U0001D400bc🙂d", ["\U0001D400bc", "d"] },
        { "a\uD800b\0c\u202Ed", ["a", "b", "c", "d"] },
        { "stra\u00DFe", ["stra\u00DFe"] },
        { "a\uFFFEb e\u0301", ["a", "b", "\u00E9"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Word_is_a_run_of_letters_and_digits(string? text, string[] words) => Assert.Equal(words, SearchTokenizer.Tokenize(text));

    [Fact]
    public void Long_word_is_truncated_between_characters()
    {
        Assert.Equal([new('x', 64)], SearchTokenizer.Tokenize(new string('x', 100)));
        Assert.Equal([new('x', 63)], SearchTokenizer.Tokenize(new string('x', 63) + "\U0001D400\U0001D400"));
    }

    [Theory]
    [InlineData(" Sea ", "sea")]
    [InlineData("CAFE\u0301", "caf\u00E9")]
    [InlineData("two words", "two words")]
    [InlineData("A\uFFFEe\u0301", "a\uFFFD\u00E9")]
    public void Tag_key_is_trimmed_composed_and_in_lower_case(string tag, string key) => Assert.Equal(key, TagKey.FromTag(tag));

    // Not an InlineData row, because attributes cannot contain half a surrogate pair.
    [Fact]
    public void Tag_with_invalid_Unicode_has_a_key() => Assert.Equal("a\uFFFD", TagKey.FromTag("A\uD800"));

    [Fact]
    public void Title_sort_key_is_the_first_255_characters_in_lower_case()
    {
        Assert.Equal("", TitleSortKey.FromTitle(null));
        Assert.Equal("\u00E4b", TitleSortKey.FromTitle("\u00C4B"));
        Assert.Equal(new string('x', 255), TitleSortKey.FromTitle(new('X', 300)));
        Assert.Equal(new string('x', 254), TitleSortKey.FromTitle(new string('X', 254) + "🙂"));
    }

    [Fact]
    public void Retry_delay_grows_up_to_six_hours()
    {
        Assert.Equal([30, 60, 120, 240], Enumerable.Range(1, 4).Select(claims => (int)ClaimRetryDelay.AfterClaims(claims).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(6), ClaimRetryDelay.AfterClaims(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClaimRetryDelay.AfterClaims(0));
    }

    [Fact]
    public void Times_are_truncated_to_microseconds_before_and_after_1970()
    {
        foreach (var ticks in new[] { 0L, 9, 10, 11, DateTimeOffset.UnixEpoch.Ticks - 1, DateTimeOffset.UnixEpoch.Ticks + 19 })
        {
            var cut = Microseconds.Truncate(new DateTimeOffset(ticks, TimeSpan.Zero));
            Assert.Equal(cut, Microseconds.ToDateTimeOffset(Microseconds.FromDateTimeOffset(cut)));
            Assert.InRange(ticks - cut.Ticks, 0, 9);
        }
    }
}
