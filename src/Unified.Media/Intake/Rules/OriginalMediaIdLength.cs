namespace Unified.Media;

/// <summary>The id of the original has at most 50 characters. The library stores the id unchanged.</summary>
internal sealed class OriginalMediaIdLength : IRule<StoreMediaRequest>
{
    public const int Max = 50;

    public void Check(StoreMediaRequest subject, RejectionReasons reasons)
    {
        const string Field = nameof(EnhancedImage.OriginalMediaId);
        if (subject.OriginalMediaId is { } text
            && (text.Length > Max || !UnicodeText.IsWellFormed(text) || text.Contains('\0', StringComparison.Ordinal)))
        {
            reasons.AddField(Field, $"{Field} has more than {Max} characters, contains invalid Unicode, or contains U+0000.");
        }
    }
}
