namespace Unified.Media;

/// <summary>The rules for the fields of a request, in the order in which an error names them.</summary>
internal static class RequestRules
{
    public static readonly IRule<StoreMediaRequest>[] Upload = [new AllowedSource(), new DescriptiveRules(), new IdempotencyKeyLength()];

    public static readonly IRule<StoreMediaRequest>[] Enhancement =
        [new EnhancementTypeLength(), new OriginalMediaIdLength(), new DescriptiveRules(), new IdempotencyKeyLength()];
}
