using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class LongRangeTests
{
    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(null, null, 5L, true)]
    [InlineData(1L, null, null, false)]
    [InlineData(null, 9L, null, false)]
    [InlineData(1L, 9L, 0L, false)]
    [InlineData(1L, 9L, 1L, true)]
    [InlineData(1L, 9L, 9L, true)]
    [InlineData(1L, 9L, 10L, false)]
    public void A_range_contains_its_ends_and_unknown_numbers_only_when_unbounded(long? min, long? max, long? number, bool isContained) =>
        Assert.Equal(isContained, new LongRange(min, max).Contains(number));

    [Theory]
    [InlineData(1L, 1L, false)]
    [InlineData(2L, 1L, true)]
    [InlineData(null, 1L, false)]
    [InlineData(2L, null, false)]
    public void A_range_is_empty_when_it_ends_before_it_begins(long? min, long? max, bool isEmpty) =>
        Assert.Equal(isEmpty, new LongRange(min, max).IsEmpty);
}
