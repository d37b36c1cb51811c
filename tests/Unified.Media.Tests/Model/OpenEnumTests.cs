using System.Globalization;
using System.Text.Json;

namespace Unified.Media.Tests;

public sealed class OpenEnumTests
{
    public static TheoryData<string?, bool> Texts => new()
    {
        { "public", true },
        { "PUBLIC", true },
        { "my_own-2", true },
        { new('x', 20), true },
        { new('x', 21), false },
        { "", false },
        { null, false },
        { " public", false },
        { "pub lic", false },
        { "public\n", false },
        { "pu\u0131lic", false },
        { "\uFF50ublic", false },
        { "a/b", false },
        { "a\0", false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_of_open_sets_are_lower_case(string? text, bool accepted)
    {
        AssertParsed<MediaKind>(text, accepted);
        AssertParsed<SourceType>(text, accepted);
        AssertParsed<Visibility>(text, accepted);
    }

    [Fact]
    public void Parsing_does_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("tr-TR");
        try
        {
            Assert.Equal(MediaKind.Image, MediaKind.Parse("IMAGE"));
            Assert.Equal("image", MediaKind.Parse("IMAGE").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Default_values_are_the_safe_ones()
    {
        AssertSame(default, Visibility.Private);
        AssertSame(default, SourceType.Upload);
        AssertSame(default, MediaKind.Image);
        Assert.Equal("private", default(Visibility).ToString());
        Assert.NotEqual(default, Visibility.Public);

        static void AssertSame<T>(T left, T right)
            where T : struct
        {
            Assert.Equal(left, right);
            Assert.Equal(left.GetHashCode(), right.GetHashCode());
        }
    }

    [Fact]
    public void Values_are_json_strings_and_property_names()
    {
        var id = MediaId.Parse("0198c0de-0000-7000-8000-0123456789ab");
        AssertJson(id, "\"0198c0de-0000-7000-8000-0123456789ab\"");
        AssertJson(OwnerId.Parse("al/ice"), "\"al/ice\"");
        AssertJson(SourceType.Stock, "\"stock\"");
        AssertJson(MediaKind.Video, "\"video\"");
        AssertJson(default(Visibility), "\"private\"");

        static void AssertJson<T>(T value, string json)
            where T : struct
        {
            Assert.Equal(json, JsonSerializer.Serialize(value));
            Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
            var named = JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 1 });
            Assert.Equal($"{{{json}:1}}", named);
            Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<T, int>>(named)![value]);
            foreach (var wrong in new[] { "1", "null", "true", "[]", "{}", "\"a b\"", "\"\"", "\"\\ud800\"" })
            {
                Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<T>(wrong));
            }

            Assert.Null(JsonSerializer.Deserialize<T?>("null"));
        }
    }

    private static void AssertParsed<T>(string? text, bool accepted)
        where T : struct, IParsable<T>
    {
        Assert.Equal(accepted, T.TryParse(text, null, out var value));
        if (accepted)
        {
            Assert.Equal(text!.ToLowerInvariant(), value.ToString());
            Assert.Equal(value, T.Parse(text, null));
        }
        else
        {
            Assert.Equal(default, value);
            Assert.ThrowsAny<Exception>(() => T.Parse(text!, null));
        }
    }
}
