using System.Text.Json;

namespace Unified.Media;

/// <summary>The typed fields of a metadata object. Reading never fails: databases hold what older programs wrote.</summary>
internal sealed record MetadataFields
{
    public static MetadataFields None { get; } = new();

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Alt { get; init; }

    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    public Attribution? Attribution { get; init => field = value == Attribution.None ? null : value; }

    public Generation? Generation { get; init => field = value == Generation.None ? null : value; }

    public int? Frames { get; init; }

    public string? Codec { get; init; }

    public ValueList<string> Removed { get; init; } = ValueList<string>.Empty;

    public JsonElement? Custom { get; init; }

    public static MetadataFields Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a name with a lone surrogate.
            return None;
        }
    }

    public bool Equals(MetadataFields? other) =>
        other is not null
        && Title == other.Title
        && Description == other.Description
        && Alt == other.Alt
        && Tags.Equals(other.Tags)
        && Attribution == other.Attribution
        && Generation == other.Generation
        && Frames == other.Frames
        && Codec == other.Codec
        && Removed.Equals(other.Removed)
        && AreEqual(Custom, other.Custom);

    public override int GetHashCode() => HashCode.Combine(Title, Description, Alt, Tags, Attribution, Generation, Frames, Codec);

    private static MetadataFields Read(JsonElement root)
    {
        var content = Object(root, MetadataName.Content);
        return new()
        {
            Title = Text(root, MetadataName.Title),
            Description = Text(root, MetadataName.Description),
            Alt = Text(root, MetadataName.Alt),
            Tags = Texts(root, MetadataName.Tags),
            Attribution = ReadAttribution(root),
            Generation = Object(root, MetadataName.Generation) is { } generation ? ReadGeneration(generation) : null,
            Frames = content is { } && Number(content.Value, MetadataName.Frames) is { } frames and >= 0 and <= int.MaxValue ? (int)frames : null,
            Codec = content is { } ? Text(content.Value, MetadataName.Codec) : null,
            Removed = content is { } ? Texts(content.Value, MetadataName.Removed) : ValueList<string>.Empty,
            Custom = Object(root, MetadataName.Custom)?.Clone(),
        };
    }

    private static Attribution? ReadAttribution(JsonElement root)
    {
        // Older programs stored the attribution as a text.
        if (Text(root, MetadataName.Attribution) is { } line)
        {
            return new() { Text = line };
        }

        return Object(root, MetadataName.Attribution) is not { } from
            ? null
            : new()
            {
                Text = Text(from, MetadataName.Text),
                Author = Text(from, MetadataName.Author),
                AuthorUrl = Text(from, MetadataName.AuthorUrl),
                Provider = Text(from, MetadataName.Provider),
                ProviderId = Text(from, MetadataName.ProviderId),
                SourceUrl = Text(from, MetadataName.SourceUrl),
                License = Text(from, MetadataName.License),
            };
    }

    private static Generation ReadGeneration(JsonElement from) => new()
    {
        Provider = Text(from, MetadataName.Provider),
        Model = Text(from, MetadataName.Model),
        Prompt = Text(from, MetadataName.Prompt),
        Style = Text(from, MetadataName.Style),
        JobId = Text(from, MetadataName.JobId),
        Cost = Number(from, MetadataName.Cost),
    };

    private static bool AreEqual(JsonElement? left, JsonElement? right)
    {
        if (left is not { } one || right is not { } other)
        {
            return left is null && right is null;
        }

        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // One of them has a lone surrogate, which cannot be compared as text.
            return one.GetRawText() == other.GetRawText();
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) ? Text(value) : null;

    private static decimal? Number(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static JsonElement? Object(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static ValueList<string> Texts(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? ValueList<string>.Of([.. value.EnumerateArray().Select(Text).OfType<string>()])
            : ValueList<string>.Empty;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JSON can spell a lone surrogate; text cannot contain one.
            return null;
        }
    }
}
