using System.Text.Json;

namespace Unified.Media.Tests;

public sealed class MediaQueryTests
{
    private static readonly JsonSerializerOptions Reflection = new(JsonSerializerDefaults.Web);

    /// <summary>A value for each property that differs from its default.</summary>
    private static readonly MediaQuery[] Different =
    [
        new(),
        new() { Owner = OwnerId.Parse("bob") },
        new() { Kinds = [MediaKind.Video] },
        new() { SourceTypes = [SourceType.Stock] },
        new() { EnhancementTypes = ["upscale"] },
        new() { Tags = ["sky"] },
        new() { TagMatch = TagMatch.Any },
        new() { Visibilities = [Visibility.Public] },
        new() { ContentTypes = ["image/png"] },
        new() { CreatedFrom = DateTimeOffset.UnixEpoch },
        new() { CreatedBefore = DateTimeOffset.UnixEpoch },
        new() { MinBytes = 1 },
        new() { MaxBytes = 1 },
        new() { MinWidth = 1 },
        new() { MaxWidth = 1 },
        new() { MinHeight = 1 },
        new() { MaxHeight = 1 },
        new() { Text = "sun" },
        new() { Sort = MediaSort.Title },
        new() { PageSize = 7 },
        new() { Cursor = "next" },
        new() { OmitMetadata = true },
    ];

    [Fact]
    public void Every_property_counts_for_equality()
    {
        Assert.Equal(Different.Length, Different.Distinct().Count());
        Assert.Equal(typeof(MediaQuery).GetProperties().Length, Different.Length - 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_query_survives_json(bool generated)
    {
        var options = generated ? ModelJson.Default.Options : Reflection;
        foreach (var query in Different)
        {
            Assert.Equal(query, JsonSerializer.Deserialize<MediaQuery>(JsonSerializer.Serialize(query, options), options));
        }

        Assert.Equal(new(), JsonSerializer.Deserialize<MediaQuery>("{}", options));
        Assert.Equal(new() { Sort = MediaSort.Largest }, JsonSerializer.Deserialize<MediaQuery>("""{"sort":"largest","kinds":null}""", options));
    }

    [Fact]
    public void Filters_compare_and_copy_their_lists()
    {
        List<string> tags = ["sky", "sea"];

        var filter = new MediaFilter { Tags = tags };
        tags.Add("late");

        Assert.Equal(new() { Tags = ["sky", "sea"] }, filter);
        Assert.Equal(new MediaFilter { Tags = ["sky", "sea"] }.GetHashCode(), filter.GetHashCode());
        Assert.NotEqual(new() { Tags = ["sea", "sky"] }, filter);
        Assert.NotEqual(new MediaQuery(filter), filter);
        Assert.Equal(new() { Tags = ["sky", "sea"] }, new MediaQuery(filter));
    }

    [Fact]
    public void Selections_compare_their_ids_or_filters()
    {
        var (first, second) = (MediaId.New(TimeProvider.System), MediaId.New(TimeProvider.System));

        Assert.Equal(MediaSelection.ByIds(first, second), MediaSelection.ByIds(first, second, first));
        Assert.NotEqual(MediaSelection.ByIds(first, second), MediaSelection.ByIds(second, first));
        Assert.Equal(MediaSelection.ByQuery(new() { Text = "sun" }), MediaSelection.ByQuery(new MediaFilter { Text = "sun" }));
        Assert.Equal([first], MediaSelection.ByIds(first).Ids!);
        Assert.Null(MediaSelection.ByIds(first).Filter);
        Assert.Null(MediaSelection.ByQuery(new()).Ids);
    }

    [Fact]
    public void Enumerations_are_lower_case_words_in_json()
    {
        Assert.Equal("\"newest\"", JsonSerializer.Serialize(MediaSort.Newest));
        Assert.Equal("\"any\"", JsonSerializer.Serialize(TagMatch.Any));
        Assert.Equal("\"not_found\"", JsonSerializer.Serialize(BulkOutcome.NotFound));
        Assert.Equal(MediaSort.Title, JsonSerializer.Deserialize<MediaSort>("\"TITLE\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MediaSort>("1"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MediaSort>("\"random\""));
    }
}
