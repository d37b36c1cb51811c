using System.Globalization;

namespace Unified.Media;

/// <summary>A request to store media, whatever the operation: the content, and what is said about it in its normal form.</summary>
internal sealed class StoreMediaRequest(MediaUpload upload)
{
    public MediaContent Content { get; } = upload.Content;

    public DescriptiveFields Fields { get; } = FieldNormalizer.Normalize(upload);

    public string? IdempotencyKey { get; } = upload.IdempotencyKey;

    public IProgress<MediaProgress>? Progress { get; } = upload.Progress;

    /// <summary>A <see cref="Unified.Media.FingerprintKind"/>.</summary>
    public required string FingerprintKind { get; init; }

    public required MediaKind Kind { get; init; }

    public required SourceType SourceType { get; init; }

    public string? EnhancementType { get; init; }

    public string? OriginalMediaId { get; init; }

    /// <summary>A digest of the operation and of every field, which tells a repeat from another request. What it digests never changes.</summary>
    public string Fingerprint()
    {
        using var digest = new Fingerprint();
        return digest.Add(FingerprintKind).Add(SourceType.ToString()).Add(EnhancementType).Add(OriginalMediaId)
            .Add(Fields.Title).Add(Fields.Description).Add(Fields.Alt).AddList(Fields.Tags).Add(Fields.Visibility?.ToString())
            .AddList(Texts(Fields.Attribution)).AddList(Texts(Fields.Generation)).Add(Fields.Custom?.ToJsonString())
            .ToString();
    }

    private static string[]? Texts(Attribution? from) => from is null
        ? null
        :
        [
            from.Text ?? "", from.Author ?? "", from.AuthorUrl ?? "", from.Provider ?? "", from.ProviderId ?? "", from.SourceUrl ?? "",
            from.License ?? "",
        ];

    private static string[]? Texts(Generation? from) => from is null
        ? null
        :
        [
            from.Provider ?? "", from.Model ?? "", from.Prompt ?? "", from.Style ?? "", from.JobId ?? "",
            from.Cost?.ToString(CultureInfo.InvariantCulture) ?? "",
        ];
}
