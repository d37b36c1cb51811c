using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Keeps an AI-enhanced image beside what it was made from: enhanced AI generations stay with the generations.</summary>
internal sealed class SaveEnhancedImageUnified(KeepMedia keep, IMediaCatalog catalog)
{
    public async Task<MediaItem> RunAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken)
    {
        var check = new CheckFields();
        var keeping = new MediaKeeping
        {
            Operation = "save_enhanced",
            Kind = MediaKind.Image,
            SourceType = SourceType.Enhanced,
            EnhancementType = check.ShortText(nameof(image.EnhancementType), image.EnhancementType),
            OriginalMediaId = check.OpaqueText(nameof(image.OriginalMediaId), image.OriginalMediaId),
            Layout = await LayoutAsync(user, image.OriginalMediaId, cancellationToken).ConfigureAwait(false),
            Fields = check.Check(image),
            IdempotencyKey = check.IdempotencyKey(image.IdempotencyKey),
            Reasons = check.Reasons,
        };
        return await keep.RunAsync(user, image, keeping, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ObjectLayout> LayoutAsync(MediaUser user, string? originalMediaId, CancellationToken cancellationToken)
    {
        if (user.Id is null || !MediaId.TryParse(originalMediaId, out var id))
        {
            return ObjectLayout.Enhanced;
        }

        // Somebody else's original, public or not, decides nothing here.
        var originals = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
        return originals.Any(original => original.SourceType == SourceType.Playground && AccessRule.MayChange(user, original.Owner))
            ? ObjectLayout.EnhancedGenerated
            : ObjectLayout.Enhanced;
    }
}
