using System.Text.Json;
using System.Text.Json.Nodes;
using Unified.Media;

namespace Consumer;

/// <summary>Serializes and deserializes values of the library with the JSON options of a web application without reflection.</summary>
internal static class JsonCheck
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    public static void Run(MediaItem item, IEnumerable<object> results)
    {
        foreach (var value in results.Concat(Values(item)))
        {
            var type = Options.GetTypeInfo(value.GetType());
            var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type);
            FakeCheck.Require(value, read);
        }

        // These types have no value equality, so their JSON is compared.
        RequireSameJson(new MediaChanges
        {
            Title = "t", AddTags = ["a"], Visibility = Visibility.Public, Metadata = new JsonObject { ["a"] = null },
        });
        RequireSameJson(new SweepPlan { Scanned = 1, Unreferenced = [new("bucket", "key")] });

        FakeCheck.Require(new MediaQuery(), JsonSerializer.Deserialize("{}", WireJson.Default.MediaQuery));
        FakeCheck.Require(false, JsonSerializer.Serialize(item, WireJson.Default.MediaItem).Contains(item.Location!.Key, StringComparison.Ordinal));
    }

    private static IEnumerable<object> Values(MediaItem item)
    {
        var itemWithoutLocation = item with { Location = null };
        return
        [
            itemWithoutLocation, new MediaPage { Items = [itemWithoutLocation], NextCursor = "next" }, item.Metadata, item.Id, item.Owner, item.Kind,
            item.SourceType, item.Visibility, item.Location!, new Attribution { Author = "Jane" }, new Generation { Cost = 0.5m },
            new ByteRange(1, 2), new MediaProgress(1, 2),
            new FacetOptions { Exact = true, WithBytes = true, MaxTags = 7 }, MediaSort.Largest, TagMatch.Any, BulkOutcome.NotFound,
            new MediaFilter { Kinds = [MediaKind.Video], Tags = ["a", "b"], TagMatch = TagMatch.Any, CreatedFrom = DateTimeOffset.UnixEpoch },
            new MediaQuery { Owner = OwnerId.Parse("bob"), Sort = MediaSort.Title, PageSize = 7, Text = "sun" },
            new RejectionReason(RejectionCode.TooLarge, "It is too large.") { Field = "Content" },
            new JanitorReport { Claimed = 3, Deleted = 2, Purged = 1 }, new SweepReport { Scanned = 2, Deleted = 1 },
        ];
    }

    private static void RequireSameJson<T>(T value)
    {
        var type = Options.GetTypeInfo(typeof(T));
        var json = JsonSerializer.Serialize(value, type);
        FakeCheck.Require(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type), type));
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.TypeInfoResolverChain.Insert(0, WireJson.Default);
        return options;
    }
}
