using System.Text.Json;

namespace Unified.Media;

/// <summary>The typed view of a metadata object. Reading never fails: databases hold what older programs wrote.</summary>
internal sealed record MetadataFields
{
    private static readonly MetadataFields None = new();

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Alt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public Attribution? Attribution { get; init; }

    public Generation? Generation { get; init; }

    public int? Frames { get; init; }

    public string? Codec { get; init; }

    public IReadOnlyList<string> Removed { get; init; } = [];

    public JsonElement? Custom { get; init; }

    public static MetadataFields Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

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
            Removed = content is { } ? Texts(content.Value, MetadataName.Removed) : [],
            Custom = Object(root, MetadataName.Custom)?.Clone(),
        };
    }

    private static Attribution? ReadAttribution(JsonElement root)
    {
        // Older writers kept the attribution line as a bare text.
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

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) ? Text(value) : null;

    private static decimal? Number(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static JsonElement? Object(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static IReadOnlyList<string> Texts(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Text).OfType<string>()]
            : [];

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JSON can spell half a character; text cannot.
            return null;
        }
    }
}
