using System.Text.Json;
using System.Text.Json.Nodes;
using Unified.Media;

namespace Consumer;

/// <summary>Sends values of the library through JSON with options like those of a web application without reflection.</summary>
internal static class JsonCheck
{
    private static readonly JsonSerializerOptions Options = NewOptions();

    public static void Run(MediaItem item, IEnumerable<object> answers)
    {
        foreach (var value in answers.Concat(Values(item)))
        {
            var type = Options.GetTypeInfo(value.GetType());
            var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type);
            FakeCheck.Require(value, read);
        }

        // These have no value equality: their JSON must be the same.
        Repeat(new MediaChanges { Title = "t", AddTags = ["a"], Visibility = Visibility.Public, Metadata = new JsonObject { ["a"] = null } });
        Repeat(new SweepPlan { Scanned = 1, Unreferenced = [new("bucket", "key")] });

        FakeCheck.Require(new MediaQuery(), JsonSerializer.Deserialize("{}", WireJson.Default.MediaQuery));
        FakeCheck.Require(false, JsonSerializer.Serialize(item, WireJson.Default.MediaItem).Contains(item.Location!.Key, StringComparison.Ordinal));
    }

    private static IEnumerable<object> Values(MediaItem item)
    {
        var bare = item with { Location = null };
        return
        [
            bare, new MediaPage { Items = [bare], NextCursor = "next" }, item.Metadata, item.Id, item.Owner, item.Kind, item.SourceType,
            item.Visibility, new Attribution { Author = "Jane" }, new Generation { Cost = 0.5m }, new ByteRange(1, 2), new MediaProgress(1, 2),
            item.Location!,
            new FacetOptions { Exact = true, WithBytes = true, MaxTags = 7 }, MediaSort.Largest, TagMatch.Any, BulkOutcome.NotFound,
            new MediaFilter { Kinds = [MediaKind.Video], Tags = ["a", "b"], TagMatch = TagMatch.Any, CreatedFrom = DateTimeOffset.UnixEpoch },
            new MediaQuery { Owner = OwnerId.Parse("bob"), Sort = MediaSort.Title, PageSize = 7, Text = "sun" },
            new RejectionReason(RejectionCode.TooLarge, "It is too large.") { Field = "Content" },
            new JanitorReport { Claimed = 3, Deleted = 2, Purged = 1 }, new SweepReport { Scanned = 2, Deleted = 1 },
        ];
    }

    private static void Repeat<T>(T value)
    {
        var type = Options.GetTypeInfo(typeof(T));
        var json = JsonSerializer.Serialize(value, type);
        FakeCheck.Require(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type), type));
    }

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.TypeInfoResolverChain.Insert(0, WireJson.Default);
        return options;
    }
}
