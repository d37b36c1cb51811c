using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>Writes descriptive fields into an item's metadata. Does not change fields that this version does not know.</summary>
internal static class MetadataWriter
{
    /// <summary>Creates the metadata of a new item.</summary>
    public static MediaMetadata Write(DescriptiveFields fields, ContentScan scan)
    {
        var json = new JsonObject();
        SetText(json, MetadataName.Title, fields.Title);
        SetText(json, MetadataName.Description, fields.Description);
        SetText(json, MetadataName.Alt, fields.Alt);
        SetTags(json, fields.Tags ?? []);
        Set(json, MetadataName.Attribution, MetadataJson.Write(fields.Attribution));
        Set(json, MetadataName.Generation, MetadataJson.Write(fields.Generation));
        Set(json, MetadataName.Content, Write(scan));
        Set(json, MetadataName.Custom, fields.Custom?.DeepClone());
        return MediaMetadata.FromJson(json.ToJsonString());
    }

    /// <summary>Applies changes to an item's metadata.</summary>
    public static MediaMetadata Change(MediaMetadata metadata, DescriptiveFields changes)
    {
        var json = Parse(metadata);
        ChangeText(json, MetadataName.Title, changes.Title);
        ChangeText(json, MetadataName.Description, changes.Description);
        ChangeText(json, MetadataName.Alt, changes.Alt);
        if (changes.Tags is not null || changes.AddTags is not null || changes.RemoveTags is not null)
        {
            SetTags(json, changes.ApplyToTags(metadata.Tags));
        }

        if (changes.Attribution is not null)
        {
            json.Remove(MetadataName.Attribution);
            Set(json, MetadataName.Attribution, MetadataJson.Write(changes.Attribution));
        }

        if (changes.Custom is not null)
        {
            var custom = MergePatch.Apply(json[MetadataName.Custom], changes.Custom);
            json.Remove(MetadataName.Custom);
            Set(json, MetadataName.Custom, custom);
        }

        return MediaMetadata.FromJson(json.ToJsonString());
    }

    private static JsonObject Parse(MediaMetadata metadata)
    {
        try
        {
            return JsonNode.Parse(metadata.ToJson()) as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private static void ChangeText(JsonObject json, string name, string? text)
    {
        if (text is not null)
        {
            json.Remove(name);
            SetText(json, name, text);
        }
    }

    private static void SetText(JsonObject json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json[name] = text;
        }
    }

    private static void SetTags(JsonObject json, IReadOnlyList<string> tags)
    {
        json.Remove(MetadataName.Tags);
        if (tags.Count > 0)
        {
            json[MetadataName.Tags] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        }
    }

    private static void Set(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null and not JsonObject { Count: 0 })
        {
            json[name] = value;
        }
    }

    private static JsonObject Write(ContentScan scan)
    {
        var json = new JsonObject();
        if (scan.Properties.Frames is > 1)
        {
            json[MetadataName.Frames] = scan.Properties.Frames;
        }

        SetText(json, MetadataName.Codec, scan.Properties.Codec);
        string[] removedData = scan.TrailingBytes > 0 ? [.. scan.Removed, "trailing_bytes"] : [.. scan.Removed];
        if (removedData.Length > 0)
        {
            json[MetadataName.Removed] = new JsonArray([.. removedData.Select(name => (JsonNode)name)]);
        }

        return json;
    }
}
