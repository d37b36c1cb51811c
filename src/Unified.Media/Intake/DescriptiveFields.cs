using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>The normalized descriptive fields of a request. Null leaves a field unchanged; an empty string removes it.</summary>
internal sealed record DescriptiveFields
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Alt { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? AddTags { get; init; }

    public IReadOnlyList<string>? RemoveTags { get; init; }

    public Attribution? Attribution { get; init; }

    public Generation? Generation { get; init; }

    public JsonObject? Custom { get; init; }

    public Visibility? Visibility { get; init; }

    /// <summary>Applies the changes to the tags of an item. Returns the new tags without duplicates.</summary>
    public IReadOnlyList<string> ApplyToTags(IReadOnlyList<string> tags)
    {
        var removedKeys = (RemoveTags ?? []).Select(TagKey.FromTag).ToHashSet(StringComparer.Ordinal);
        var remainingTags = (Tags ?? tags).Where(tag => !removedKeys.Contains(TagKey.FromTag(tag)));
        return [.. remainingTags.Concat(AddTags ?? []).DistinctBy(TagKey.FromTag, StringComparer.Ordinal)];
    }
}
