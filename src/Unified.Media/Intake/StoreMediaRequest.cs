using System.Globalization;

namespace Unified.Media;

/// <summary>A request to store an item: the content and its fields, normalized. Uploads and enhancements are converted to it.</summary>
internal sealed class StoreMediaRequest(MediaUploadBase upload)
{
    public MediaContent Content { get; } = upload.Content;

    public DescriptiveFields Fields { get; } = FieldNormalizer.Normalize(upload);

    public string? IdempotencyKey { get; } = upload.IdempotencyKey;

    public IProgress<MediaProgress>? Progress { get; } = upload.Progress;

    /// <summary>The only kind that the operation accepts; null accepts both kinds.</summary>
    public MediaKind? Kind { get; init; }

    public required SourceType SourceType { get; init; }

    public string? EnhancementType { get; init; }

    public string? OriginalMediaId { get; init; }

    /// <summary>True when the item is an enhancement of another item.</summary>
    public bool IsEnhancement => SourceType == SourceType.Enhanced;

    /// <summary>
    /// Computes a hash of the operation and of every field, which distinguishes a retry from another request. Do not change its input, because
    /// the ledger stores the hash.
    /// </summary>
    /// <param name="kind">The kind of the content.</param>
    public string ComputeFingerprint(MediaKind kind)
    {
        using var fingerprint = new Fingerprint();
        return fingerprint.Add(FingerprintKind.For(kind, IsEnhancement)).Add(SourceType.ToString()).Add(EnhancementType).Add(OriginalMediaId)
            .Add(Fields.Title).Add(Fields.Description).Add(Fields.Alt).AddList(Fields.Tags).Add(Fields.Visibility?.ToString())
            .AddList(Texts(Fields.Attribution)).AddList(Texts(Fields.Generation)).Add(Fields.Custom?.ToJsonString())
            .ToString();
    }

    private static string[]? Texts(Attribution? attribution) => attribution is null
        ? null
        :
        [
            attribution.Text ?? "", attribution.Author ?? "", attribution.AuthorUrl ?? "", attribution.Provider ?? "",
            attribution.ProviderId ?? "", attribution.SourceUrl ?? "", attribution.License ?? "",
        ];

    private static string[]? Texts(Generation? generation) => generation is null
        ? null
        :
        [
            generation.Provider ?? "", generation.Model ?? "", generation.Prompt ?? "", generation.Style ?? "", generation.JobId ?? "",
            generation.Cost?.ToString(CultureInfo.InvariantCulture) ?? "",
        ];
}
