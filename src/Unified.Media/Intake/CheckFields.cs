using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The rules for what a caller may say about an item. Every broken rule is a reason; none stops the others from being looked at.
/// </summary>
internal sealed class CheckFields
{
    public const int MaxTags = 50;
    public const int MaxTagLength = 64;

    private const int MaxTitle = 255;
    private const int MaxDescription = 5_000;
    private const int MaxAlt = 1_000;
    private const int MaxAttribution = 1_000;
    private const int MaxGeneration = 5_000;
    private const int MaxMetadataBytes = 16 * 1024;
    private const int MaxMetadataDepth = 8;
    private const int MaxIdempotencyKey = 255;
    private const int MaxShortText = 50;

    private readonly List<RejectionReason> _reasons = [];

    public IReadOnlyList<RejectionReason> Reasons => _reasons;

    /// <summary>Names a broken rule; a rule that several values of a field break alike is named once.</summary>
    public void Refuse(string field, string message)
    {
        var reason = new RejectionReason(RejectionCode.InvalidField, message) { Field = field };
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }

    public DescriptiveFields Check(MediaUpload upload) => new()
    {
        Title = Text(nameof(upload.Title), upload.Title, MaxTitle) ?? TitleFromFileName(upload.FileName),
        Description = Text(nameof(upload.Description), upload.Description, MaxDescription),
        Alt = Text(nameof(upload.Alt), upload.Alt, MaxAlt),
        Tags = Tags(nameof(upload.Tags), upload.Tags),
        Attribution = Check(upload.Attribution),
        Generation = Check(upload.Generation),
        Custom = Custom(upload.Metadata),
        Visibility = Check(upload.Visibility),
    };

    public DescriptiveFields Check(MediaChanges changes) => new()
    {
        Title = Text(nameof(changes.Title), changes.Title, MaxTitle),
        Description = Text(nameof(changes.Description), changes.Description, MaxDescription),
        Alt = Text(nameof(changes.Alt), changes.Alt, MaxAlt),
        Tags = Tags(nameof(changes.Tags), changes.Tags),
        AddTags = Tags(nameof(changes.AddTags), changes.AddTags),
        RemoveTags = Tags(nameof(changes.RemoveTags), changes.RemoveTags),
        Attribution = Check(changes.Attribution),
        Custom = Custom(changes.Metadata),
        Visibility = changes.Visibility is { } visibility ? Check(visibility) : null,
    };

    /// <summary>
    /// Tags that were added to and fields that were patched have the same limits afterwards as those of an upload. Older items may be
    /// beyond
    /// them; a change that adds nothing is theirs too.
    /// </summary>
    public void CheckResult(MediaMetadata before, MediaMetadata after)
    {
        if (after.Tags.Count > Math.Max(MaxTags, before.Tags.Count))
        {
            Refuse(nameof(MediaChanges.AddTags), $"The item would have {after.Tags.Count} tags; at most {MaxTags} are allowed.");
        }

        if (LengthOf(after.Custom) > Math.Max(MaxMetadataBytes, LengthOf(before.Custom)))
        {
            Refuse(nameof(MediaChanges.Metadata), $"The item's metadata would be longer than {MaxMetadataBytes} bytes.");
        }
    }

    public string? IdempotencyKey(string? key)
    {
        if (key is not null && (key.Length is 0 or > MaxIdempotencyKey || key.Any(char.IsControl) || !UnicodeText.IsWellFormed(key)))
        {
            Refuse(nameof(MediaUpload.IdempotencyKey), $"An idempotency key is 1 to {MaxIdempotencyKey} characters without control characters.");
        }

        return key;
    }

    /// <summary>A text of at most 50 characters that databases keep in a column of its own.</summary>
    public string? ShortText(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Refuse(field, $"{field} is missing.");
        }

        return Text(field, text, MaxShortText);
    }

    /// <summary>The caller's own name for something, kept as it came.</summary>
    public string? OpaqueText(string field, string? text)
    {
        if (text is not null && (text.Length > MaxShortText || !UnicodeText.IsWellFormed(text) || text.Contains('\0', StringComparison.Ordinal)))
        {
            Refuse(field, $"{field} is longer than {MaxShortText} characters, or no text.");
        }

        return text;
    }

    public void Source(SourceType source)
    {
        if (source != SourceType.Upload && source != SourceType.Playground && source != SourceType.Stock)
        {
            Refuse(nameof(ImageUpload.Source), $"The source '{source}' cannot be uploaded: it is upload, playground or stock.");
        }
    }

    // The name is the client's: only its last segment without the extension, and only when it makes a title.
    private static string? TitleFromFileName(string? fileName)
    {
        if (string.IsNullOrWhiteSpace(fileName) || !UnicodeText.IsComposable(fileName))
        {
            return null;
        }

        var name = Path.GetFileNameWithoutExtension(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        var visible = UnicodeText.Compose(string.Concat(name.EnumerateRunes().Where(rune => !IsInvisible(rune))).Trim());
        if (visible.Length > MaxTitle)
        {
            visible = visible[..(char.IsHighSurrogate(visible[MaxTitle - 1]) ? MaxTitle - 1 : MaxTitle)];
        }

        return visible.AsSpan().ContainsAnyExcept('.', ' ') ? visible : null;
    }

    // Control characters, and those that turn the reading direction: they can disguise an extension.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format;

    private string? Text(string field, string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        if (!UnicodeText.IsComposable(text) || text.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r')))
        {
            Refuse(field, $"{field} has characters that are no text.");
            return null;
        }

        var normalised = UnicodeText.Compose(text.Trim());
        if (normalised.Length > maxLength)
        {
            Refuse(field, $"{field} has {normalised.Length} characters; at most {maxLength} are allowed.");
        }

        return normalised;
    }

    private string[]? Tags(string field, IReadOnlyCollection<string>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        if (tags.Any(string.IsNullOrWhiteSpace))
        {
            Refuse(field, "A tag is empty.");
        }

        string[] distinct = [.. tags.Select(tag => Text(field, tag, MaxTagLength)).OfType<string>().DistinctBy(TagKey.Of, StringComparer.Ordinal)];
        if (distinct.Length > MaxTags)
        {
            Refuse(field, $"There are {distinct.Length} tags; at most {MaxTags} are allowed.");
        }

        return distinct;
    }

    private Visibility Check(Visibility visibility)
    {
        if (visibility != Visibility.Public && visibility != Visibility.Private)
        {
            Refuse(nameof(MediaUpload.Visibility), $"The visibility '{visibility}' cannot be set: it is public or private.");
        }

        return visibility;
    }

    private Attribution? Check(Attribution? attribution) => attribution is null
        ? null
        : new()
        {
            Text = Text("Attribution.Text", attribution.Text, MaxAttribution),
            Author = Text("Attribution.Author", attribution.Author, MaxAttribution),
            AuthorUrl = Text("Attribution.AuthorUrl", attribution.AuthorUrl, MaxAttribution),
            Provider = Text("Attribution.Provider", attribution.Provider, MaxAttribution),
            ProviderId = Text("Attribution.ProviderId", attribution.ProviderId, MaxAttribution),
            SourceUrl = Text("Attribution.SourceUrl", attribution.SourceUrl, MaxAttribution),
            License = Text("Attribution.License", attribution.License, MaxAttribution),
        };

    private Generation? Check(Generation? generation) => generation is null
        ? null
        : new()
        {
            Provider = Text("Generation.Provider", generation.Provider, MaxGeneration),
            Model = Text("Generation.Model", generation.Model, MaxGeneration),
            Prompt = Text("Generation.Prompt", generation.Prompt, MaxGeneration),
            Style = Text("Generation.Style", generation.Style, MaxGeneration),
            JobId = Text("Generation.JobId", generation.JobId, MaxGeneration),
            Cost = generation.Cost,
        };

    private JsonObject? Custom(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        if (JsonRules.BrokenBy(metadata, MaxMetadataDepth, MaxMetadataBytes) is { } broken)
        {
            Refuse(nameof(MediaUpload.Metadata), $"The metadata {broken}.");
        }

        return metadata;
    }

    private static int LengthOf(JsonElement? json) => json is { } value ? Encoding.UTF8.GetByteCount(value.GetRawText()) : 0;
}
