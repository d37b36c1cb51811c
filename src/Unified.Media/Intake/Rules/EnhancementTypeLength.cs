namespace Unified.Media;

/// <summary>An enhancement type has 1 to 50 characters. Its database column has the same limit.</summary>
internal sealed class EnhancementTypeLength : IRule<StoreMediaRequest>
{
    public const int Max = 50;

    public void Check(StoreMediaRequest subject, RejectionReasons reasons)
    {
        const string Field = nameof(EnhancedImage.EnhancementType);
        if (string.IsNullOrWhiteSpace(subject.EnhancementType))
        {
            reasons.AddField(Field, $"{Field} is missing.");
        }

        TextLength.Check(Field, subject.EnhancementType, Max, reasons);
    }
}
