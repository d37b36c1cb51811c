using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class ListOrderTests
{
    private static readonly MediaId Id = MediaId.Parse("0198c0de-0000-7000-8000-0123456789ab");
    private static readonly CatalogFilter Filter =
        CatalogFilter.Create(MediaUser.Service, OwnerId.Parse("alice"), new()) with { Created = new(10, 20), Bytes = new(1, 9) };

    [Theory]
    [InlineData(MediaSort.Newest, 20L, 10L)]
    [InlineData(MediaSort.Oldest, 10L, 20L)]
    [InlineData(MediaSort.Largest, 9L, 1L)]
    [InlineData(MediaSort.Title, null, null)]
    public void A_list_begins_and_ends_with_the_range_of_its_own_field(MediaSort sort, long? first, long? last) =>
        Assert.Equal(new KeysetRange(null, first, last), ListOrder.FromSort(sort).GetRange(Filter, after: null));

    [Theory]
    [InlineData(MediaSort.Newest, 15, false, 10L)]
    [InlineData(MediaSort.Newest, 20, false, 10L)]
    [InlineData(MediaSort.Newest, 21, true, 10L)]
    [InlineData(MediaSort.Oldest, 9, true, 20L)]
    [InlineData(MediaSort.Oldest, 10, false, 20L)]
    [InlineData(MediaSort.Largest, 8, false, 1L)]
    [InlineData(MediaSort.Title, 0, false, null)]
    public void A_list_goes_on_after_a_position_unless_the_range_begins_later(MediaSort sort, long number, bool isBefore, long? last)
    {
        var position = new PagePosition(number, null, Id);

        var range = ListOrder.FromSort(sort).GetRange(Filter, position);

        Assert.Equal((isBefore ? null : position, isBefore, last), (range.After, range.First is not null, range.Last));
    }

    [Fact]
    public void An_unknown_sort_has_no_order() => Assert.Throws<ArgumentOutOfRangeException>(() => ListOrder.FromSort((MediaSort)9));
}
