using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class OwnerIdTests
{
    public static TheoryData<string?, bool> Texts => new()
    {
        { "alice", true },
        { "auth0|5f7c8ec7c33c6c004bbafe82", true },
        { "a@b.example/../x", true },
        { "\u00C9ve", true },
        { new('x', 128), true },
        { new('x', 129), false },
        { "", false },
        { null, false },
        { "a b", false },
        { "a\u00A0b", false },
        { "a\n", false },
        { "a\0", false },
        { "a\u202Eb", false },
        { "a\u200Bb", false },
        { "\uFEFFa", false },
        { "🙂", false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Owner_id_rejects_invisible_characters(string? text, bool accepted)
    {
        Assert.Equal(accepted, OwnerId.TryParse(text, out var id));
        Assert.Equal(accepted ? text : "", id.ToString());
    }

    [Fact]
    public void Owner_id_of_a_uuid_is_lower_case()
    {
        var uuid = Guid.Parse("0198C0DE-0000-7000-8000-0123456789AB");

        Assert.Equal("0198c0de-0000-7000-8000-0123456789ab", OwnerId.FromGuid(uuid).ToString());
        Assert.NotEqual(OwnerId.Parse("Alice"), OwnerId.Parse("alice"));
    }

    [Fact]
    public void User_without_a_valid_id_or_key_segment_is_rejected()
    {
        Assert.Throws<ArgumentException>(() => MediaUser.For(default(OwnerId)));
        Assert.Throws<ArgumentException>(() => MediaUser.For(""));
        foreach (var segment in new[] { "", "A", "a/b", "..", "a.b", new('x', 65), "a b", "\u00E9" })
        {
            Assert.Throws<ArgumentException>(() => MediaUser.For(OwnerId.Parse("alice"), segment));
        }

        Assert.Equal(
            ("anonymous", "service", "alice"),
            (MediaUser.Anonymous.ToString(), MediaUser.Service.ToString(), MediaUser.For("alice").ToString()));
    }

    [Fact]
    public void Different_owners_have_different_key_segments_ignoring_letter_case()
    {
        string[] ids =
        [
            "alice", "Alice", "ALICE", "al/ice", "..", "h-00", "\u00E9", "e\u0301", new('x', 64), new('x', 65), new('x', 66), "a.b", "a",
        ];

        var segments = ids.Select(id => KeySegment.Of(OwnerId.Parse(id))).ToArray();

        Assert.Equal(ids.Length, segments.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(segments, segment => Assert.True(KeySegment.IsValid(segment)));
        Assert.Equal("alice", segments[0]);
        Assert.Equal(KeySegment.Of(OwnerId.Parse("h-00")), KeySegment.Of(OwnerId.Parse("h-00")));
        Assert.NotEqual(KeySegment.Of(OwnerId.Parse("Alice")), KeySegment.Of(OwnerId.Parse(KeySegment.Of(OwnerId.Parse("Alice")))));
    }

    [Fact]
    public void Layout_recognizes_the_keys_that_it_creates()
    {
        foreach (var layout in ObjectLayout.All)
        {
            foreach (var owner in new[] { "alice", "Alice/..", "generated", "images", new('x', 64) })
            {
                var segment = KeySegment.Of(OwnerId.Parse(owner));
                Assert.True(ObjectLayout.Recognizes(layout.Locate(segment, MediaId.New(TimeProvider.System), 12, "webp")));
            }
        }

        Assert.Equal(ObjectLayout.All.Count, ObjectLayout.All.Select(layout => layout.ToString()).Distinct().Count());
    }
}
