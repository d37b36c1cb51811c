namespace Unified.Media;

/// <summary>A field of a request that contains tags.</summary>
internal sealed record TagField(string Name, Func<DescriptiveFields, IReadOnlyList<string>?> Get)
{
    public static readonly TagField Tags = new(nameof(MediaChanges.Tags), fields => fields.Tags);
    public static readonly TagField AddTags = new(nameof(MediaChanges.AddTags), fields => fields.AddTags);
    public static readonly TagField RemoveTags = new(nameof(MediaChanges.RemoveTags), fields => fields.RemoveTags);
}
