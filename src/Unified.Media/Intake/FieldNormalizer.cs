using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Normalizes the fields of a request: trims strings, converts them to NFC, and removes duplicate tags. Does not change strings with invalid Unicode,
/// so that the rules can reject them.
/// </summary>
internal static class FieldNormalizer
{
    public static DescriptiveFields Normalize(MediaUploadBase upload) => new()
    {
        Title = NormalizeText(upload.Title) ?? FileTitle.FromFileName(upload.FileName),
        Description = NormalizeText(upload.Description),
        Alt = NormalizeText(upload.Alt),
        Tags = NormalizeTags(upload.Tags),
        Attribution = Normalize(upload.Attribution),
        Generation = Normalize(upload.Generation),
        Custom = upload.Metadata,
        Visibility = upload.Visibility,
    };

    public static DescriptiveFields Normalize(MediaChanges changes) => new()
    {
        Title = NormalizeText(changes.Title),
        Description = NormalizeText(changes.Description),
        Alt = NormalizeText(changes.Alt),
        Tags = NormalizeTags(changes.Tags),
        AddTags = NormalizeTags(changes.AddTags),
        RemoveTags = NormalizeTags(changes.RemoveTags),
        Attribution = Normalize(changes.Attribution),
        Custom = changes.Metadata,
        Visibility = changes.Visibility,
    };

    public static string? NormalizeText(string? text) => text is null || !UnicodeText.IsText(text) ? text : UnicodeText.Compose(text.Trim());

    private static string[]? NormalizeTags(IReadOnlyCollection<string>? tags) =>
        tags is null ? null : [.. tags.Select(tag => NormalizeText(tag) ?? "").DistinctBy(TagKeyOrNull, StringComparer.Ordinal)];

    // All tags with invalid Unicode have the key null, so that one of them remains, which the rules reject.
    private static string? TagKeyOrNull(string tag) => UnicodeText.IsText(tag) ? TagKey.FromTag(tag) : null;

    private static Attribution? Normalize(Attribution? attribution) => attribution is null
        ? null
        : new()
        {
            Text = NormalizeText(attribution.Text),
            Author = NormalizeText(attribution.Author),
            AuthorUrl = NormalizeText(attribution.AuthorUrl),
            Provider = NormalizeText(attribution.Provider),
            ProviderId = NormalizeText(attribution.ProviderId),
            SourceUrl = NormalizeText(attribution.SourceUrl),
            License = NormalizeText(attribution.License),
        };

    private static Generation? Normalize(Generation? generation) => generation is null
        ? null
        : new()
        {
            Provider = NormalizeText(generation.Provider),
            Model = NormalizeText(generation.Model),
            Prompt = NormalizeText(generation.Prompt),
            Style = NormalizeText(generation.Style),
            JobId = NormalizeText(generation.JobId),
            Cost = generation.Cost,
        };
}
