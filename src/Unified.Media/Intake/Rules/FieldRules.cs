namespace Unified.Media;

/// <summary>The rules for the descriptive fields of uploads and changes, in the order in which an error names them.</summary>
internal static class FieldRules
{
    public static readonly IRule<DescriptiveFields>[] All =
    [
        new TitleLength(),
        new DescriptionLength(),
        new AltLength(),
        new TagLength(TagField.Tags),
        new TagCount(TagField.Tags),
        new TagLength(TagField.AddTags),
        new TagCount(TagField.AddTags),
        new TagLength(TagField.RemoveTags),
        new TagCount(TagField.RemoveTags),
        new AttributionLength(),
        new GenerationLength(),
        new MetadataSize(),
        new AllowedVisibility(),
    ];
}
