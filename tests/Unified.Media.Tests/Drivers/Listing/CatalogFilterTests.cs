using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class CatalogFilterTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static readonly MediaFilter Full = new()
    {
        Kinds = [MediaKind.Image],
        SourceTypes = [SourceType.Stock],
        EnhancementTypes = ["upscale"],
        Visibilities = [Visibility.Public],
        ContentTypes = ["image/png"],
        Tags = ["red"],
        Text = "sea",
        CreatedFrom = DateTimeOffset.UnixEpoch,
        MinBytes = 1,
        MaxWidth = 2,
        MinHeight = 3,
    };

    public static TheoryData<FilterField> RemovableFields => [.. Enum.GetValues<FilterField>().Except([FilterField.Owner])];

    [Fact]
    public void Tags_and_words_are_normalised_and_values_are_distinct()
    {
        var filter = Of(Alice, new()
        {
            Tags = [" Sea", "SEA ", "Cafe\u0301"],
            Text = "Blue, blue SKY-line",
            Kinds = [MediaKind.Image, MediaKind.Image],
            EnhancementTypes = ["a", "A", "a"],
        });

        Assert.Equal(["sea", "caf\u00E9"], filter.TagKeys);
        Assert.Equal(["blue", "sky", "line"], filter.SearchTokens);
        Assert.Equal([MediaKind.Image], filter.Kinds);
        Assert.Equal(["a", "A"], filter.EnhancementTypes);
    }

    [Theory]
    [InlineData(0, 10, 10, 9)]
    [InlineData(1, 10, 11, 9)]
    [InlineData(0, 11, 10, 10)]
    [InlineData(9, 19, 11, 10)]
    public void Times_between_two_microseconds_exclude_the_earlier_one(int fromTicks, int beforeTicks, long min, long max)
    {
        var start = DateTimeOffset.UnixEpoch.AddMicroseconds(10);

        var filter = Of(Alice, new() { CreatedFrom = start.AddTicks(fromTicks), CreatedBefore = start.AddTicks(beforeTicks - 10) });

        Assert.Equal(new LongRange(min, max), filter.Created);
    }

    [Fact]
    public void Owners_and_the_service_see_all_and_others_public_items_only()
    {
        Assert.Equal(CatalogAccess.All, Of(Alice, new()).Scope.Access);
        Assert.Equal(CatalogAccess.All, Of(MediaUser.Service, new()).Scope.Access);
        Assert.Equal(CatalogAccess.PublicOnly, Of(Bob, new()).Scope.Access);
        Assert.Equal(CatalogAccess.PublicOnly, Of(MediaUser.Anonymous, new()).Scope.Access);
        Assert.Equal(default, CatalogAccess.PublicOnly);
    }

    [Fact]
    public void Access_limits_the_visibilities()
    {
        MediaFilter either = new() { Visibilities = [Visibility.Draft, Visibility.Public] };

        Assert.Empty(Of(Alice, new()).AllowedVisibilities);
        Assert.Equal(either.Visibilities, Of(Alice, either).AllowedVisibilities);
        Assert.Equal([Visibility.Public], Of(Bob, either).AllowedVisibilities);
        Assert.Equal([Visibility.Public], Of(Bob, new()).AllowedVisibilities);
    }

    [Fact]
    public void A_filter_that_nothing_can_fulfil_is_empty()
    {
        MediaFilter hidden = new() { Visibilities = [Visibility.Private, Visibility.Draft] };

        Assert.False(Of(Alice, Full).IsEmpty);
        Assert.False(Of(Alice, hidden).IsEmpty);
        Assert.True(Of(Bob, hidden).IsEmpty);
        Assert.False((Of(Bob, hidden) with { Scope = CatalogScope.ForOwner(OwnerId.Parse("alice"), CatalogAccess.All) }).IsEmpty);
        Assert.True(Of(Alice, new() { CreatedFrom = DateTimeOffset.UnixEpoch, CreatedBefore = DateTimeOffset.UnixEpoch }).IsEmpty);
        Assert.True(Of(Alice, new() { MinBytes = 2, MaxBytes = 1 }).IsEmpty);
        Assert.True(Of(Alice, new() { MinWidth = 2, MaxWidth = 1 }).IsEmpty);
        Assert.True(Of(Alice, new() { MinHeight = 2, MaxHeight = 1 }).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(RemovableFields))]
    public void A_filter_without_a_field_is_wider_in_that_field_only(FilterField field)
    {
        var full = Of(Alice, Full);

        var less = full.Without(field);

        Assert.Equal([field], Filtered(full).Except(Filtered(less)));
        Assert.Equal(Enum.GetValues<FilterField>().Length - 1, Filtered(less).Count());
    }

    [Fact]
    public void A_filter_is_never_without_an_owner() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(Alice, Full).Without(FilterField.Owner));

    private static CatalogFilter Of(MediaUser user, MediaFilter filter) => CatalogFilter.Create(user, OwnerId.Parse("alice"), filter);

    private static IEnumerable<FilterField> Filtered(CatalogFilter filter) =>
        new (FilterField Field, bool IsFiltered)[]
        {
            (FilterField.Owner, true),
            (FilterField.Kind, filter.Kinds.Count > 0),
            (FilterField.SourceType, filter.SourceTypes.Count > 0),
            (FilterField.EnhancementType, filter.EnhancementTypes.Count > 0),
            (FilterField.Visibility, filter.Visibilities.Count > 0),
            (FilterField.ContentType, filter.ContentTypes.Count > 0),
            (FilterField.Tags, filter.TagKeys.Count > 0),
            (FilterField.SearchTokens, filter.SearchTokens.Count > 0),
            (FilterField.Created, !filter.Created.IsUnbounded),
            (FilterField.Bytes, !filter.Bytes.IsUnbounded),
            (FilterField.Width, !filter.Width.IsUnbounded),
            (FilterField.Height, !filter.Height.IsUnbounded),
        }.Where(entry => entry.IsFiltered).Select(entry => entry.Field);
}
