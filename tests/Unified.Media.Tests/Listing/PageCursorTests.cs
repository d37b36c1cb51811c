using System.Buffers.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class PageCursorTests
{
    private static readonly byte[] Binding = Bind("alice", new());
    private static readonly PagePosition Position = new(1_234_567, null, MediaId.Parse("0198c0de-0000-7000-8000-0123456789ab"));

    public static TheoryData<MediaSort, long, string?> Positions => new()
    {
        { MediaSort.Newest, 1_777_000_000_123_456, null },
        { MediaSort.Oldest, -1, null },
        { MediaSort.Largest, long.MaxValue, null },
        { MediaSort.Largest, long.MinValue, null },
        { MediaSort.Title, 0, "" },
        { MediaSort.Title, 0, "caf\u00E9 🙂 \u20AC" },
        { MediaSort.Title, 0, "long" },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public void A_position_comes_back_as_it_was(MediaSort sort, long number, string? text)
    {
        var position = new PagePosition(number, text == "long" ? new('\u20AC', 255) : text, Position.Id);

        var cursor = PageCursor.Encode(position, sort, Binding);

        Assert.Equal(position, PageCursor.Decode(cursor, sort, Binding));
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
    }

    [Fact]
    public void No_cursor_is_the_start() => Assert.Null(PageCursor.Decode(null, MediaSort.Newest, Binding));

    [Theory]
    [InlineData(MediaSort.Newest)]
    [InlineData(MediaSort.Title)]
    public void A_cursor_that_is_altered_anywhere_is_refused(MediaSort sort)
    {
        var bytes = Base64Url.DecodeFromChars(
            PageCursor.Encode(Position with { Text = sort == MediaSort.Title ? "title" : null }, sort, Binding));
        for (var index = 0; index < bytes.Length; index++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[index] ^= (byte)(1 << bit);
                AssertRefused(Base64Url.EncodeToString(bytes), sort);
                bytes[index] ^= (byte)(1 << bit);
            }
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            AssertRefused(Base64Url.EncodeToString(bytes.AsSpan(0, length)), sort);
        }

        AssertRefused(Base64Url.EncodeToString([.. bytes, 0]), sort);
    }

    [Fact]
    public void Other_spellings_of_the_same_bytes_are_refused()
    {
        // The last character of 37 encoded bytes has only two significant bits.
        var cursor = PageCursor.Encode(Position, MediaSort.Newest, Binding);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        Assert.Equal(2, cursor.Length % 4);
        foreach (var last in Alphabet.Where(last => last != cursor[^1]))
        {
            AssertRefused(cursor[..^1] + last, MediaSort.Newest);
        }

        string[] variants = [cursor + "=", cursor + "==", " " + cursor, cursor + " ", cursor + "\n", cursor.Insert(4, " "), cursor + "\0"];
        foreach (var variant in variants)
        {
            AssertRefused(variant, MediaSort.Newest);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("{\"id\":1}")]
    [InlineData("AAAA")]
    [InlineData("\u00E9\u00E9\u00E9\u00E9")]
    [InlineData("../../etc")]
    public void Garbage_is_refused(string cursor) => AssertRefused(cursor, MediaSort.Newest);

    [Fact]
    public void A_huge_cursor_is_refused() => AssertRefused(new('A', 10_000_000), MediaSort.Title);

    [Fact]
    public void Filters_that_look_alike_are_not_mixed_up()
    {
        MediaQuery[] queries =
        [
            new() { Tags = ["a", "b"] },
            new() { Tags = ["ab"] },
            new() { EnhancementTypes = ["a", "b"] },
            new() { ContentTypes = ["a", "b"] },
            new() { EnhancementTypes = ["a"], ContentTypes = ["b"] },
            new() { MinBytes = 1 },
            new() { MaxBytes = 1 },
            new() { MinWidth = 1 },
            new() { Text = "a b" },
            new() { Text = "ab" },
        ];

        Assert.Equal(queries.Length, queries.Select(query => Convert.ToHexString(Bind("alice", query))).Distinct().Count());
        Assert.NotEqual(Bind("alice", new()), Bind("Alice", new()));
        Assert.Equal(
            Bind("alice", new() { Tags = ["b", "A"] }),
            Bind("alice", new() { Tags = ["a", "b", "a"], PageSize = 7 }));
    }

    [Fact]
    public void Cursor_belongs_to_one_scope()
    {
        byte[][] bindings =
        [
            Bind("alice", new()),
            PageCursor.HashQuery(CatalogFilter.Create(CatalogScope.ForAllOwners(CatalogAccess.All), new()), MediaSort.Newest),
            PageCursor.HashQuery(CatalogFilter.Create(CatalogScope.ForAllOwners(CatalogAccess.PublicOnly), new()), MediaSort.Newest),
        ];

        Assert.Equal(bindings.Length, bindings.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Cursor_of_an_owner_does_not_depend_on_access() =>
        Assert.Equal(
            PageCursor.HashQuery(CatalogFilter.Create(CatalogScope.ForOwner(OwnerId.Parse("alice"), CatalogAccess.All), new()), MediaSort.Newest),
            PageCursor.HashQuery(
                CatalogFilter.Create(CatalogScope.ForOwner(OwnerId.Parse("alice"), CatalogAccess.PublicOnly), new()), MediaSort.Newest));

    private static byte[] Bind(string owner, MediaQuery query) =>
        PageCursor.HashQuery(CatalogFilter.Create(MediaUser.Anonymous, OwnerId.Parse(owner), query), query.Sort);

    private static void AssertRefused(string cursor, MediaSort sort)
    {
        var rejected = Assert.Throws<MediaRejectedException>(() => PageCursor.Decode(cursor, sort, Binding));
        var reason = Assert.Single(rejected.Reasons);
        Assert.Equal((RejectionCode.InvalidCursor, "Cursor"), (reason.Code, reason.Field));
    }
}
