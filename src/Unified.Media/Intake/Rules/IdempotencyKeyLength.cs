namespace Unified.Media;

/// <summary>An idempotency key has 1 to 255 characters and no control characters.</summary>
internal sealed class IdempotencyKeyLength : IRule<StoreMediaRequest>
{
    public const int Max = 255;

    public void Check(StoreMediaRequest subject, RejectionReasons reasons)
    {
        if (subject.IdempotencyKey is { } key && (key.Length is 0 or > Max || key.Any(char.IsControl) || !UnicodeText.IsWellFormed(key)))
        {
            reasons.AddField(
                nameof(MediaUpload.IdempotencyKey), $"An idempotency key must have 1 to {Max} characters and no control characters.");
        }
    }
}
