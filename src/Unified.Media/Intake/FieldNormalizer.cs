using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Normalizes the fields of a request: trims texts, converts them to NFC, and removes duplicate tags. Invalid Unicode stays unchanged, so that the
/// rules can reject it.
/// </summary>
internal static class FieldNormalizer
{
    public static DescriptiveFields Normalize(MediaUploadBase upload) => new()
    {
        Title = Text(upload.Title) ?? FileTitle.FromFileName(upload.FileName),
        Description = Text(upload.Description),
        Alt = Text(upload.Alt),
        Tags = Tags(upload.Tags),
        Attribution = Normalize(upload.Attribution),
        Generation = Normalize(upload.Generation),
        Custom = upload.Metadata,
        Visibility = upload.Visibility,
    };

    public static DescriptiveFields Normalize(MediaChanges changes) => new()
    {
        Title = Text(changes.Title),
        Description = Text(changes.Description),
        Alt = Text(changes.Alt),
        Tags = Tags(changes.Tags),
        AddTags = Tags(changes.AddTags),
        RemoveTags = Tags(changes.RemoveTags),
        Attribution = Normalize(changes.Attribution),
        Custom = changes.Metadata,
        Visibility = changes.Visibility,
    };

    public static string? Text(string? text) => text is null || !UnicodeText.IsText(text) ? text : UnicodeText.Compose(text.Trim());

    private static string[]? Tags(IReadOnlyCollection<string>? tags) =>
        tags is null ? null : [.. tags.Select(tag => Text(tag) ?? "").DistinctBy(KeyOf, StringComparer.Ordinal)];

    // Tags of invalid Unicode share the key null, which no valid tag has. One of them remains, and the rules reject it.
    private static string? KeyOf(string tag) => UnicodeText.IsText(tag) ? TagKey.FromTag(tag) : null;

    private static Attribution? Normalize(Attribution? attribution) => attribution is null
        ? null
        : new()
        {
            Text = Text(attribution.Text),
            Author = Text(attribution.Author),
            AuthorUrl = Text(attribution.AuthorUrl),
            Provider = Text(attribution.Provider),
            ProviderId = Text(attribution.ProviderId),
            SourceUrl = Text(attribution.SourceUrl),
            License = Text(attribution.License),
        };

    private static Generation? Normalize(Generation? generation) => generation is null
        ? null
        : new()
        {
            Provider = Text(generation.Provider),
            Model = Text(generation.Model),
            Prompt = Text(generation.Prompt),
            Style = Text(generation.Style),
            JobId = Text(generation.JobId),
            Cost = generation.Cost,
        };
}
