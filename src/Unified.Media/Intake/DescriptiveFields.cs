using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The descriptive fields of a request, checked and normalised. Null leaves a field as it is; an empty text removes it.
/// </summary>
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

    /// <summary>An item's tags after the change, each once.</summary>
    public IReadOnlyList<string> TagsAfter(IReadOnlyList<string> tags)
    {
        var removed = (RemoveTags ?? []).Select(TagKey.FromTag).ToHashSet(StringComparer.Ordinal);
        var kept = (Tags ?? tags).Where(tag => !removed.Contains(TagKey.FromTag(tag)));
        return [.. kept.Concat(AddTags ?? []).DistinctBy(TagKey.FromTag, StringComparer.Ordinal)];
    }
}
