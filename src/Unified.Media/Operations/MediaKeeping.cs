using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>What is to be kept, as the operation has checked it; <see cref="Reasons"/> are the rules that are broken already.</summary>
internal sealed record MediaKeeping
{
    public required string Operation { get; init; }

    public required MediaKind Kind { get; init; }

    public required SourceType SourceType { get; init; }

    public required ObjectLayout Layout { get; init; }

    public required DescriptiveFields Fields { get; init; }

    public required IReadOnlyList<RejectionReason> Reasons { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? EnhancementType { get; init; }

    public string? OriginalMediaId { get; init; }

    /// <summary>An upload of one kind, checked. Only uploads proper depend on the kind for their place.</summary>
    public static MediaKeeping Of(string operation, MediaKind kind, MediaUpload upload, SourceType source, ObjectLayout uploads)
    {
        var check = new CheckFields();
        check.Source(source);
        return new()
        {
            Operation = operation,
            Kind = kind,
            SourceType = source,
            Layout = source == SourceType.Playground ? ObjectLayout.Generated : source == SourceType.Stock ? ObjectLayout.Stock : uploads,
            Fields = check.Check(upload),
            IdempotencyKey = check.IdempotencyKey(upload.IdempotencyKey),
            Reasons = check.Reasons,
        };
    }

    /// <summary>A digest of the operation and of every field, by which a repeat is told from another request.</summary>
    public string Fingerprint()
    {
        using var digest = new Fingerprint();
        return digest.Add(Operation).Add(SourceType.ToString()).Add(EnhancementType).Add(OriginalMediaId)
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
