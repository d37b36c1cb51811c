using System.Text.Json;

namespace Unified.Media;

/// <summary>The typed fields of a metadata object. Reading never fails, because a database can contain metadata of an older application.</summary>
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
        var content = ReadObject(root, MetadataName.Content);
        return new()
        {
            Title = ReadText(root, MetadataName.Title),
            Description = ReadText(root, MetadataName.Description),
            Alt = ReadText(root, MetadataName.Alt),
            Tags = ReadTexts(root, MetadataName.Tags),
            Attribution = ReadAttribution(root),
            Generation = ReadObject(root, MetadataName.Generation) is { } generation ? ReadGeneration(generation) : null,
            Frames = content is { } && ReadNumber(content.Value, MetadataName.Frames) is { } frames and >= 0 and <= int.MaxValue ? (int)frames : null,
            Codec = content is { } ? ReadText(content.Value, MetadataName.Codec) : null,
            Removed = content is { } ? ReadTexts(content.Value, MetadataName.Removed) : ValueList<string>.Empty,
            Custom = ReadObject(root, MetadataName.Custom)?.Clone(),
        };
    }

    private static Attribution? ReadAttribution(JsonElement root)
    {
        // Older applications stored the attribution as a string.
        if (ReadText(root, MetadataName.Attribution) is { } text)
        {
            return new() { Text = text };
        }

        return ReadObject(root, MetadataName.Attribution) is not { } json
            ? null
            : new()
            {
                Text = ReadText(json, MetadataName.Text),
                Author = ReadText(json, MetadataName.Author),
                AuthorUrl = ReadText(json, MetadataName.AuthorUrl),
                Provider = ReadText(json, MetadataName.Provider),
                ProviderId = ReadText(json, MetadataName.ProviderId),
                SourceUrl = ReadText(json, MetadataName.SourceUrl),
                License = ReadText(json, MetadataName.License),
            };
    }

    private static Generation ReadGeneration(JsonElement json) => new()
    {
        Provider = ReadText(json, MetadataName.Provider),
        Model = ReadText(json, MetadataName.Model),
        Prompt = ReadText(json, MetadataName.Prompt),
        Style = ReadText(json, MetadataName.Style),
        JobId = ReadText(json, MetadataName.JobId),
        Cost = ReadNumber(json, MetadataName.Cost),
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

    private static string? ReadText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? ReadText(value) : null;

    private static decimal? ReadNumber(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static JsonElement? ReadObject(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static ValueList<string> ReadTexts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? ValueList<string>.Of([.. value.EnumerateArray().Select(ReadText).OfType<string>()])
            : ValueList<string>.Empty;

    private static string? ReadText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JSON can contain an escaped lone surrogate, which GetString rejects.
            return null;
        }
    }
}
